import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { schemaState } from './schema-state.ts';
import { readableError } from './readable-error.ts';
import { migrateQueue } from './queue-schema.ts';

const FOLDER = join(import.meta.dirname, '../../drizzle');

/** Any number that no other program takes: the lock is seen by the whole database. */
export const LOCK_KEY = 7_205_759_403;

/**
 * Brings the database to this version of the schema: tables, the queue's tables, then roles, grants
 * and triggers. Only forward; two at once queue up, the second finds nothing to do. `ownerUrl` signs
 * in as the owner of the database. An Error says what was refused; after `deadlineMs` it gives up.
 */
export async function migrate(ownerUrl: string, options: { deadlineMs?: number } = {}): Promise<void> {
  const deadlineMs = options.deadlineMs ?? 300_000;
  const client = postgres(ownerUrl, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: 'control-plane-migrate', TimeZone: 'UTC', statement_timeout: deadlineMs, lock_timeout: deadlineMs },
  });
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      new Error(
        `The migration did not end within ${deadlineMs / 1000} s. Look for a migration or a lock that another program holds, and try again.`,
      ),
    );
  }, deadlineMs);
  try {
    await Promise.race([underLock(drizzle(client), ownerUrl), late]);
  } catch (error) {
    throw new Error(`The database was not migrated: ${readableError(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    // The lock belongs to the connection and ends with it, also when we are killed.
    await client.end({ timeout: 1 });
  }
}

async function underLock(db: PostgresJsDatabase, ownerUrl: string): Promise<void> {
  await db.execute(sql`select pg_advisory_lock(${LOCK_KEY})`);
  // A table that readers hold must not make everybody else queue up behind us for long.
  await db.execute(sql`set lock_timeout = '10s'`);
  if ((await schemaState(db)) === 'ahead') {
    throw new Error(
      'The database was migrated by a newer version of the Control Plane. Run that version; there is no way back but a backup.',
    );
  }
  await refuseNonOwner(db);
  await runMigrations(db, { migrationsFolder: FOLDER });
  await migrateQueue(ownerUrl);
  const grants = (await readFile(join(FOLDER, 'grants.sql'), 'utf8')).split('--> statement-breakpoint');
  await db.transaction(async (tx) => {
    for (const statement of grants) await tx.execute(sql.raw(statement));
  });
}

async function refuseNonOwner(db: PostgresJsDatabase): Promise<void> {
  const [row] = await db.execute<{ database: string; owner: string; login: string; owns: boolean }>(sql`
    select datname as database, pg_get_userbyid(datdba) as owner, current_user as login, pg_has_role(current_user, datdba, 'usage') as owns
    from pg_database where datname = current_database()`);
  if (row?.owns !== false) return;
  throw new Error(
    `"${row.login}" may not migrate the database "${row.database}", which belongs to "${row.owner}". Set DATABASE_OWNER_URL to a login of its owner, or give it away: alter database "${row.database}" owner to "${row.login}".`,
  );
}
