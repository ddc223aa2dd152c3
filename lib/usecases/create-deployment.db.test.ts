import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, deployments, diagnoses } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { createDeployment } from './create-deployment.ts';
import { getDeployment } from './get-deployment.ts';
import { getService } from './get-service.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

test('a deployment is written with its audit entry and its job, and goes healthy when the platform says so', async () => {
  const name = await world.service();
  const operator = world.as('operator', ['payments']);
  const { id, status } = await createDeployment(operator, {
    service: name,
    version: '2.0.0',
    config: { set: { LEDGER_URL: 'http://ledger' } },
  });
  expect(status).toBe('pending');
  const [entry] = await base.db.select().from(auditEntries).where(eq(auditEntries.deploymentId, id));
  expect(entry).toMatchObject({ eventType: 'DEPLOYMENT', author: 'operator@test', service: name });
  expect(entry?.changes).toEqual([
    { path: 'version', before: '1.0.0', after: '2.0.0' },
    { path: 'config.LEDGER_URL', before: null, after: 'http://ledger' },
  ]);
  const jobs = await base.db.execute(`select data from pgboss.job where name = 'rollout' and data ->> 'deploymentId' = '${id}'`);
  expect(jobs).toHaveLength(1);
  await world.settle(id);
  expect(await getDeployment(operator, { id })).toMatchObject({
    status: 'healthy',
    stage: 'ended',
    change_id: entry?.id,
    previous_version: '1.0.0',
  });
  expect((await getService(operator, { name })).version).toBe('2.0.0');
});

test('a version that crashes fails at once, with the instances kept and one diagnosis', async () => {
  const name = await world.service();
  world.platform.behave('1.1.0', 'crashes');
  const operator = world.as('operator', ['payments']);
  const { id } = await createDeployment(operator, { service: name, version: '1.1.0' });
  await world.settle(id, 60);
  await world.settle(id, 60);
  const failed = await getDeployment(operator, { id });
  expect(failed).toMatchObject({ status: 'failed', diagnosis: { status: 'queued' } });
  expect(failed.reason).toContain('exits with code 1');
  expect(failed.instances).toHaveLength(1);
  expect(await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, id))).toHaveLength(1);
  const entries = await base.db.select().from(auditEntries).where(eq(auditEntries.deploymentId, id));
  expect(entries.map((entry) => entry.summary)).toContain(`The deployment of ${name} 1.1.0 failed`);
  expect((await getService(operator, { name })).version).toBe('1.0.0');
});

test('a healthy version stays progressing until the watch is over', async () => {
  const name = await world.service();
  const { id } = await createDeployment(world.as('operator'), { service: name, version: '2.0.0' });
  await world.settle(id, 60);
  const watched = await getDeployment(world.system, { id });
  expect(watched).toMatchObject({ status: 'progressing', stage: 'watching' });
  expect(Date.parse(watched.watch_until ?? '') - Date.parse(watched.watching_since ?? '')).toBe(60_000);
  await base.db
    .update(deployments)
    .set({ watchUntil: new Date(Date.now() - 1000) })
    .where(eq(deployments.id, id));
  await world.settle(id, 60);
  expect((await getDeployment(world.system, { id })).status).toBe('healthy');
});

test('of two deployments at once one is refused, naming the other', async () => {
  const name = await world.service();
  const results = await Promise.allSettled(
    ['1.1.0', '2.0.0'].map((version) => createDeployment(world.as('operator'), { service: name, version })),
  );
  const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(won).toHaveLength(1);
  expect(lost).toEqual([expect.objectContaining({ code: 'deployment_in_progress', details: { deployment_id: won[0]?.id } })]);
});

test('supersede ends the open deployment and takes its place', async () => {
  const name = await world.service();
  const first = await createDeployment(world.as('operator'), { service: name, version: '1.1.0' });
  const second = await createDeployment(world.as('operator'), { service: name, version: '2.0.0', supersede: true });
  expect(await getDeployment(world.system, first)).toMatchObject({ status: 'superseded', diagnosis: null });
  await world.settle(second.id);
  expect((await getDeployment(world.system, second)).status).toBe('healthy');
});

test('an unknown version is refused with the versions there are', async () => {
  const name = await world.service();
  await expect(createDeployment(world.as('operator'), { service: name, version: '9.9.9' })).rejects.toMatchObject({
    code: 'unknown_version',
    details: { versions: ['1.0.0', '1.1.0', '2.0.0'] },
  });
});

test('a viewer is refused, another team sees no such service', async () => {
  const name = await world.service();
  await expect(createDeployment(world.as('viewer'), { service: name, version: '2.0.0' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(createDeployment(world.as('operator', ['shop']), { service: name, version: '2.0.0' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('configuration over its limits is refused by name', async () => {
  const name = await world.service();
  const set = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`KEY_${index}`, 'x']));
  await expect(createDeployment(world.as('operator'), { service: name, version: '2.0.0', config: { set } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a deployment whose job was lost is taken up by the watcher', async () => {
  const name = await world.service();
  const { id } = await createDeployment(world.as('operator'), { service: name, version: '2.0.0' });
  const { watchDeployments } = await import('./watch-deployments.ts');
  const watch = { watchSeconds: 0, memory: new Map() };
  await watchDeployments(world.system, watch);
  expect((await getDeployment(world.system, { id })).status).toBe('pending');
  await base.db
    .update(deployments)
    .set({ createdAt: new Date(Date.now() - 6_000) })
    .where(eq(deployments.id, id));
  await watchDeployments(world.system, watch);
  await watchDeployments(world.system, watch);
  expect((await getDeployment(world.system, { id })).status).toBe('healthy');
});
