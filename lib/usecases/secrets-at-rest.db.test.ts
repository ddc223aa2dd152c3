import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployments, services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { openVault } from '#/lib/db/vault.ts';
import { createDeployment } from './create-deployment.ts';
import { getService } from './get-service.ts';
import { listDeployments } from './list-deployments.ts';
import { rollbackDeployment } from './rollback-deployment.ts';
import { testWorld, type World } from './testing/world.ts';
import { updateConfig } from './update-config.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

/** Every table in which a text stands, in any column, as the owner of the database sees it. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await base.owner.execute<{ name: string }>(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss', 'drizzle')`);
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await base.owner.execute<{ hits: number }>(
        sql`select count(*)::int as hits from ${sql.raw(name)} t where t::text like ${`%${text}%`}`,
      );
      return row?.hits ? [name] : [];
    }),
  );
  return found.flat();
}

const lastAsked = (name: string) => {
  const asked = world.platform.asked.findLast(({ service }) => service.name === name);
  return asked?.config ?? {};
};
const openedOf = (name: string, key: string) => world.system.vault.open(`production/${name}`, key, lastAsked(name)[key] ?? '');

test('a secret is in no table, reaches the platform sealed, and opens there', async () => {
  const name = await world.service(undefined, { config: { DB_PASSWORD: 'correct-horse-1' } });
  const operator = world.as('operator');
  const release = await createDeployment(operator, {
    service: name,
    version: '2.0.0',
    config: { set: { SIGNING: 'correct-horse-2', PLAIN: 'visible-value' }, secret_keys: ['SIGNING'] },
  });
  await world.settle(release.id);
  expect(await tablesWith('correct-horse')).toEqual([]);
  expect(await tablesWith('visible-value')).toContain('public.services');
  expect(lastAsked(name).SIGNING).toMatch(/^enc:v1:/);
  expect([openedOf(name, 'DB_PASSWORD'), openedOf(name, 'SIGNING')]).toEqual(['correct-horse-1', 'correct-horse-2']);
  const shown = JSON.stringify([await getService(operator, { name }), await listDeployments(operator, { service: name })]);
  expect(shown).not.toMatch(/correct-horse|enc:v1/);
});

test('a rollback brings the earlier secret back, and what has become a secret stays one', async () => {
  const name = await world.service(undefined, { config: { DB_PASSWORD: 'first-secret', NOTE: 'in the open' } });
  const operator = world.as('operator');
  const bad = await updateConfig(operator, {
    service: { name },
    patch: { set: { DB_PASSWORD: 'second-secret' }, secret_keys: ['NOTE'] },
  });
  await world.settle(bad.id);
  expect(openedOf(name, 'DB_PASSWORD')).toBe('second-secret');
  const back = await rollbackDeployment(operator, { id: bad.id });
  await world.settle(back.id);
  expect(openedOf(name, 'DB_PASSWORD')).toBe('first-secret');
  expect((await getService(operator, { name })).secret_keys).toEqual(['DB_PASSWORD', 'NOTE']);
  expect(lastAsked(name).NOTE).toMatch(/^enc:v1:/);
});

test('the same secret set again changes nothing', async () => {
  const name = await world.service(undefined, { config: { DB_PASSWORD: 'unchanged' } });
  await expect(
    updateConfig(world.as('operator'), { service: { name }, patch: { set: { DB_PASSWORD: 'unchanged' } } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('without a key a secret is refused by the name of the variable and nothing is stored', async () => {
  const name = await world.service();
  const operator = { ...world.as('operator'), vault: openVault({}) };
  const before = await base.db.$count(deployments);
  await expect(updateConfig(operator, { service: { name }, patch: { set: { DB_PASSWORD: 'never-stored' } } })).rejects.toMatchObject({
    code: 'unavailable',
    name: 'AppError',
  });
  expect(await base.db.$count(deployments)).toBe(before);
  expect(await base.db.$count(services, sql`config::text like '%never-stored%'`)).toBe(0);
  const plain = await updateConfig(operator, { service: { name }, patch: { set: { URL: 'http://somewhere' } } });
  await world.settle(plain.id);
});

test('nobody hands in what looks encrypted', async () => {
  const name = await world.service();
  await expect(
    updateConfig(world.as('operator'), { service: { name }, patch: { set: { DB_PASSWORD: 'enc:v1:00000000:x:y' } } }),
  ).rejects.toMatchObject({ errors: [{ path: 'set.DB_PASSWORD' }] });
});
