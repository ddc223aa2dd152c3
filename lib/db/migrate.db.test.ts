import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
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
