import { migrate } from '#/lib/db/migrate.ts';
import { readEnvironment } from '#/lib/env.ts';
import { withDatabase } from './database.ts';

/** `npm run db:migrate`: on DATABASE_OWNER_URL, else DATABASE_URL, else the embedded database in DATA_DIR. Exit 0, or 1 with the reason. */
try {
  await withDatabase(readEnvironment(), { create: true }, ({ ownerUrl }) => migrate(ownerUrl));
  console.log('The database is up to date.');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
