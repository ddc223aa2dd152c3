import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChain } from '#/lib/db/audit-verify.ts';
import { auditEntries, deployments, localWorkloads, notificationChannels, services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { openVault } from '#/lib/db/vault.ts';
import { rotateSecrets } from './rotate-secrets.ts';
import { testWorld, type World } from './testing/world.ts';
import { updateConfig } from './update-config.ts';

const [oldKey, newKey] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
const both = openVault({ current: newKey, previous: oldKey });
let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db, openVault({ current: oldKey }));
});
afterAll(() => base.close());

const snapshots = async (name: string) => {
  const rows = await base.db
    .select({ snapshot: deployments.snapshot })
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(eq(services.name, name))
    .orderBy(deployments.generation);
  return rows.map(({ snapshot }) => snapshot.config.DB_PASSWORD ?? '');
};
const underOldKey = () => base.db.$count(deployments, sql`snapshot::text like ${`%enc:v1:${openVault({ current: oldKey }).current}:%`}`);

test('everything is encrypted anew, with an audit entry, and a second run finds nothing left', async () => {
  const name = await world.service('rotated', { config: { DB_PASSWORD: 'first' } });
  const changed = await updateConfig(world.as('operator'), { service: { name }, patch: { set: { DB_PASSWORD: 'second' } } });
  await world.settle(changed.id);
  const [service] = await base.db.select().from(services).where(eq(services.name, name));
  const workload = {
    cluster: 'default',
    namespace: 'production',
    name,
    generation: 2,
    deploymentId: changed.id,
    version: '1.0.0',
    flags: {},
    replicas: 1,
  };
  const config = service?.config ?? {};
  await base.db.insert(localWorkloads).values({ ...workload, config, serving: { ...workload, config } });

  const ctx = { ...world.as('admin'), vault: both };
  expect(await rotateSecrets(ctx)).toEqual({ services: 1, values: 5, unreadable: [] });
  expect((await snapshots(name)).map((stored) => openVault({ current: newKey }).open(`production/${name}`, 'DB_PASSWORD', stored))).toEqual(
    ['first', 'second'],
  );
  expect(await underOldKey()).toBe(0);
  const [row] = await base.db.select().from(localWorkloads).where(eq(localWorkloads.name, name));
  expect(row?.config).toEqual(row?.serving?.config);
  expect(row?.config.DB_PASSWORD).toBe((await snapshots(name))[1]);
  const entries = await base.db.select().from(auditEntries).where(eq(auditEntries.eventType, 'SECRET_ROTATION'));
  expect(entries.at(-1)?.summary).toBe(`Encrypt 5 stored secrets of ${name} under key ${both.current}`);
  expect(await rotateSecrets(ctx)).toEqual({ services: 0, values: 0, unreadable: [] });
  expect((await verifyChain(base.db)).broken).toBeNull();
});

test('what was interrupted is gone on with', async () => {
  const name = await world.service('interrupted', { config: { DB_PASSWORD: 'first' } });
  const [service] = await base.db.select().from(services).where(eq(services.name, name));
  const config = { DB_PASSWORD: both.renew(`production/${name}`, 'DB_PASSWORD', service?.config.DB_PASSWORD ?? '') };
  await base.db.update(services).set({ config }).where(eq(services.name, name));
  expect(await rotateSecrets({ ...world.as('admin'), vault: both })).toMatchObject({ services: 1, values: 1 });
  expect(await snapshots(name)).toEqual([config.DB_PASSWORD]);
});

test('what was stored in the open before there was a key is encrypted, too', async () => {
  const name = await world.service('legacy', { config: { DB_PASSWORD: 'sealed' } });
  await base.db
    .update(services)
    .set({ config: { DB_PASSWORD: 'in-the-open' } })
    .where(eq(services.name, name));
  await rotateSecrets({ ...world.as('admin'), vault: both });
  expect(await base.db.$count(services, sql`config::text like '%in-the-open%'`)).toBe(0);
});

test('a lost key is told of by service and setting, and the rest is done', async () => {
  await world.service('lost', { config: { DB_PASSWORD: 'gone' } });
  const vault = openVault({ current: randomBytes(32).toString('hex'), previous: newKey });
  const rotation = await rotateSecrets({ ...world.as('admin'), vault });
  expect(rotation.unreadable).toEqual(['production/lost DB_PASSWORD']);
  expect(rotation.services).toBe(3);
});

test('secrets of notification channels are encrypted anew, too', async () => {
  const owner = 'channel:c1';
  const secrets = { token: openVault({ current: oldKey }).seal(owner, 'token', 'xoxb-1') };
  await base.db.insert(notificationChannels).values({ id: 'c1', name: 'ops', kind: 'slack', settings: {}, secrets, createdBy: 'test' });
  await rotateSecrets({ ...world.as('admin'), vault: both });
  const [channel] = await base.db.select().from(notificationChannels);
  expect(openVault({ current: newKey }).open(owner, 'token', channel?.secrets.token ?? '')).toBe('xoxb-1');
});

test('only an administrator may, and only with a key', async () => {
  await expect(rotateSecrets(world.as('operator'))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rotateSecrets({ ...world.as('admin'), vault: openVault({}) })).rejects.toThrow('ENCRYPTION_KEY is not set');
});
