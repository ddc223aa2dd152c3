import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../client.ts';

export type TestDatabase = {
  /** Acts as the application's role. */
  db: Database;
  /** Acts as the owner of the tables, for what the application may not do. */
  owner: Database;
  /** The application's address of this database, for a listener or a process of its own. */
  url: string;
  ownerUrl: string;
  close(): Promise<void>;
};

const TEMPLATE = 'control_plane';

/** A fresh, migrated database of one's own; `empty` leaves out the migration. Call `close` afterwards. */
export async function testDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const given = inject('postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(given.ownerUrl, (sql) => createDatabase(sql, name, options.empty ? 'template0' : TEMPLATE));
  const [url, ownerUrl] = [withDatabase(given.appUrl, name), withDatabase(given.ownerUrl, name)];
  const db = openDatabase(url, { max: 5 });
  const owner = openDatabase(ownerUrl, { max: 2, role: null });
  const close = async () => {
    await Promise.all([db.close(), owner.close()]);
    await asAdministrator(given.ownerUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
  };
  return { db, owner, url, ownerUrl, close };
}

async function createDatabase(sql: postgres.Sql, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`;
      return;
    } catch (error) {
      // The server's own housekeeping may be in the template at this moment (object_in_use).
      if (attempt >= 20 || !(error instanceof postgres.PostgresError) || error.code !== '55006') throw error;
      await sleep(100);
    }
  }
}

async function asAdministrator(ownerUrl: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(withDatabase(ownerUrl, 'postgres'), { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
