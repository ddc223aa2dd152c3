import { verifyChain } from '#/lib/db/audit-verify.ts';
import { restoreBackup } from '#/lib/db/backup/restore.ts';
import { openDatabase } from '#/lib/db/client.ts';
import { readableError } from '#/lib/db/readable-error.ts';
import { readEnvironment } from '#/lib/env.ts';
import { withDatabase } from './database.ts';

/**
 * `npm run restore -- FILE`: a backup into an empty database, which is migrated first; the embedded server
 * is made when DATA_DIR has none. Then the audit chain is verified. Exit 0, 1 with the reason, 2 for wrong usage.
 */
const [path, ...rest] = process.argv.slice(2);
if (!path || path.startsWith('-') || rest.length > 0) {
  console.error('Usage: npm run restore -- FILE');
  process.exitCode = 2;
} else {
  try {
    await withDatabase(readEnvironment(), { create: true }, async ({ appUrl, ownerUrl }) => {
      const { tables, rows, takenAt } = await restoreBackup(ownerUrl, path);
      console.log(`${rows} rows of ${tables} tables are back as they were at ${takenAt}.`);
      const db = openDatabase(appUrl, { max: 1 });
      const { broken, entries } = await verifyChain(db).finally(() => db.close());
      if (broken) throw new Error(`the audit log was already broken when the backup was taken; "npm run audit:verify" names the entry`);
      console.log(`The audit log is whole: ${entries} entries.`);
    });
  } catch (error) {
    console.error(`The backup was not restored: ${readableError(error)}`);
    process.exitCode = 1;
  }
}
