import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './client.ts';
import { LOCK_KEY, migrate } from './migrate.ts';
import { schemaState } from './schema-state.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let fresh: TestDatabase;
let migrated: TestDatabase;
beforeAll(async () => {
  [fresh, migrated] = await Promise.all([testDatabase({ empty: true }), testDatabase()]);
});
afterAll(async () => {
  await Promise.all([fresh.close(), migrated.close()]);
});

test('a database without tables is behind, and two migrations at once make it current', async () => {
  expect(await schemaState(fresh.owner)).toBe('behind');
  await Promise.all([migrate(fresh.ownerUrl), migrate(fresh.ownerUrl)]);
  expect(await schemaState(fresh.db)).toBe('current');
  const [row] = await fresh.owner.execute(
    sql`select count(*)::int as applied, count(distinct hash)::int as different from drizzle.__drizzle_migrations`,
  );
  expect(row?.applied).toBe(row?.different);
});

test('the application acts as a role that owns nothing, and cannot become another', async () => {
  const [row] = await migrated.db.execute(
    sql`select current_user as acts, (select count(*)::int from pg_class where relowner = 'control_plane_app'::regrole) as owned`,
  );
  expect(row).toEqual({ acts: 'control_plane_app', owned: 0 });
  await expect(migrated.db.execute(sql`set role control_plane_owner`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(migrated.db.execute(sql`create table intruder (id int)`)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('a database of a newer version is refused, by the check and by a migration', async () => {
  await migrated.owner.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 99999999999999)`);
  expect(await schemaState(migrated.db)).toBe('ahead');
  await expect(migrate(migrated.ownerUrl)).rejects.toThrow(/newer version/);
});

test('a login that does not own the database is told so', async () => {
  await expect(migrate(fresh.url)).rejects.toThrow(/control_plane_web.*belongs to "control_plane_owner".*DATABASE_OWNER_URL/);
});

test('an ordinary login that owns its database migrates it, once it may act as the application', async () => {
  const own = await testDatabase({ empty: true });
  const login = `own_${randomBytes(4).toString('hex')}`;
  const url = Object.assign(new URL(own.ownerUrl), { username: login, password: 'secret' }).href;
  const [name] = await own.owner.execute<{ name: string }>(sql`select current_database() as name`);
  await own.owner.execute(
    sql.raw(`create role ${login} login password 'secret'; grant ${login} to current_user; alter database ${name?.name} owner to ${login}`),
  );

  await expect(migrate(url)).rejects.toThrow(/may not act as the role "control_plane_app".*grant control_plane_app to/s);
  await own.owner.execute(sql.raw(`grant control_plane_app to ${login}`));
  await migrate(url);
  const db = openDatabase(url, { max: 1 });
  expect(await schemaState(db)).toBe('current');
  expect((await db.execute(sql`select current_user as acts`))[0]).toEqual({ acts: 'control_plane_app' });
  await db.close();
  await own.owner.execute(sql.raw(`alter database ${name?.name} owner to current_user`));
  await own.close();
  await migrated.owner.execute(sql.raw(`drop role ${login}`));
});

test('a migration that has to wait too long for another one gives up and says so', async () => {
  const client = postgres(fresh.ownerUrl, { max: 1 });
  await client`select pg_advisory_lock(${LOCK_KEY})`;
  await expect(migrate(fresh.ownerUrl, { deadlineMs: 500 })).rejects.toThrow(/not migrated|lock timeout/);
  await client.end();
});

test('grants and triggers are put back by a migration that finds nothing else to do', async () => {
  await fresh.owner.execute(sql`drop trigger audit_entries_append_only on audit_entries`);
  await fresh.owner.execute(sql`grant delete on audit_entries to control_plane_app`);
  await migrate(fresh.ownerUrl);
  await expect(fresh.owner.execute(sql`delete from audit_entries`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(fresh.db.execute(sql`delete from audit_entries`)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/permission denied/) as string },
  });
});
