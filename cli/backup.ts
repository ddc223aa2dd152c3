import { resolve } from 'node:path';
import { readableError } from '#/lib/db/readable-error.ts';
import { writeBackup } from '#/lib/db/backup/write.ts';
import { readEnvironment } from '#/lib/env.ts';
import { withDatabase } from './database.ts';

/**
 * `npm run backup -- FILE`: everything in the database, as of one moment, also beside a running control
 * plane and from the embedded server. Exit 0, 1 with the reason, 2 for wrong usage.
 */
const [path, ...rest] = process.argv.slice(2);
if (!path || path.startsWith('-') || rest.length > 0) {
  console.error('Usage: npm run backup -- FILE');
  process.exitCode = 2;
} else {
  try {
    const file = resolve(path);
    const { tables, rows } = await withDatabase(readEnvironment(), { create: false }, ({ ownerUrl }) => writeBackup(ownerUrl, file));
    console.log(
      `${rows} rows of ${tables} tables are in ${file}. Secrets in it stay encrypted: keep ENCRYPTION_KEY too, and keep it elsewhere.`,
    );
  } catch (error) {
    console.error(`No backup was written: ${readableError(error)}`);
    process.exitCode = 1;
  }
}
