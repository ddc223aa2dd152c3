import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, deployments, diagnoses, services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { REDACTED } from '#/lib/domain/words.ts';
import { seedServices } from './seed-services.ts';
import { createDeployment } from './create-deployment.ts';
import { deleteService } from './delete-service.ts';
import { getDeployment } from './get-deployment.ts';
import { getService } from './get-service.ts';
import { listDeployments } from './list-deployments.ts';
import { listServices } from './list-services.ts';
import { patchDeployment } from './patch-deployment.ts';
import { putService } from './put-service.ts';
import { queryAuditLogs } from './query-audit-logs.ts';
import { restartService } from './restart-service.ts';
import { scaleService } from './scale-service.ts';
import { startService } from './start-service.ts';
import { stopService } from './stop-service.ts';
import { testWorld, type World } from './testing/world.ts';
import { updateConfig } from './update-config.ts';
import { updateFlags } from './update-flags.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

const entriesOf = (id: string) => base.db.select().from(auditEntries).where(eq(auditEntries.deploymentId, id));

test('a secret is never shown again, and its change is told of without its value', async () => {
  const name = await world.service();
  const operator = world.as('operator');
  const { id } = await updateConfig(operator, {
    service: { name },
    patch: { set: { PASSWORD: 'hunter2', URL: 'http://x' }, secret_keys: ['PASSWORD'] },
  });
  await world.settle(id);
  const service = await getService(operator, { name });
  expect(service).toMatchObject({ config: { PASSWORD: REDACTED, URL: 'http://x' }, secret_keys: ['PASSWORD'] });
  const [entry] = await entriesOf(id);
  expect(entry).toMatchObject({ eventType: 'CONFIG_UPDATE', summary: `Change the configuration of ${name}: PASSWORD, URL` });
  expect(entry?.changes).toContainEqual({ path: 'config.PASSWORD', before: null, after: REDACTED });
  const rotation = await updateConfig(operator, { service: { name }, patch: { set: { PASSWORD: 'hunter3' } } });
  await world.settle(rotation.id);
  expect((await entriesOf(rotation.id))[0]).toMatchObject({
    eventType: 'SECRET_ROTATION',
    changes: [{ path: 'config.PASSWORD', before: REDACTED, after: REDACTED }],
  });
  const shown = JSON.stringify([
    await listDeployments(operator, { service: name }),
    await getService(operator, { name }),
    await base.db.select().from(auditEntries),
  ]);
  expect(shown).not.toContain('hunter');
  expect(world.system.vault.open(`production/${name}`, 'PASSWORD', world.platform.asked.at(-1)?.config.PASSWORD ?? '')).toBe('hunter3');
});

test('what becomes a secret is hidden in what was written before, too', async () => {
  const name = await world.service();
  const operator = world.as('operator');
  const first = await updateConfig(operator, { service: { name }, patch: { set: { KEY: 'in the open' } } });
  await world.settle(first.id);
  const second = await updateConfig(operator, { service: { name }, patch: { secret_keys: ['KEY'] } });
  await world.settle(second.id);
  const times = { start_time: new Date(Date.now() - 3_600_000).toISOString(), end_time: new Date(Date.now() + 60_000).toISOString() };
  const shown = JSON.stringify([
    await listDeployments(operator, { service: name }),
    await queryAuditLogs(operator, { ...times, service: name }),
  ]);
  expect(shown).toContain('config.KEY');
  expect(shown).not.toContain('in the open');
});

test('nothing to change is refused', async () => {
  const name = await world.service(undefined, { config: { URL: 'x' } });
  const operator = world.as('operator');
  await expect(updateConfig(operator, { service: { name }, patch: { set: { URL: 'x' } } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(updateConfig(operator, { service: { name }, patch: { set: { A: '1' }, unset: ['A'] } })).rejects.toMatchObject({
    errors: [{ path: 'unset' }],
  });
  await expect(scaleService(operator, { service: { name }, replicas: 1 })).rejects.toMatchObject({ code: 'invalid_input' });
  expect((await listDeployments(operator, { service: name })).items).toHaveLength(1);
});

test('flags go to the running instances, the rest replaces them', async () => {
  const name = await world.service();
  const flag = await updateFlags(world.as('operator'), { service: { name }, flags: { 'new-tax': true } });
  await world.settle(flag.id);
  expect(world.platform.asked.at(-1)).toMatchObject({ flags: { 'new-tax': true }, restart: false });
  expect(await getDeployment(world.system, flag)).toMatchObject({
    kind: 'flag',
    status: 'healthy',
    config_changes: [{ path: 'flags.new-tax', before: null, after: true }],
  });
  const restart = await restartService(world.as('operator'), { name });
  await world.settle(restart.id);
  expect(world.platform.asked.at(-1)).toMatchObject({ restart: true });
});

test('configuration and flags wait for a watched deployment, unless they are to supersede it', async () => {
  const name = await world.service();
  const operator = world.as('operator');
  const release = await createDeployment(operator, { service: name, version: '2.0.0' });
  await world.settle(release.id, 60);
  expect((await getService(operator, { name })).deploying).toMatchObject({ id: release.id, kind: 'release', stage: 'watching' });
  const config = { service: { name }, patch: { set: { A: '1' } } };
  await expect(updateConfig(operator, config)).rejects.toMatchObject({ code: 'deployment_in_progress' });
  const changed = await updateConfig(operator, { ...config, supersede: true });
  expect((await getDeployment(operator, release)).status).toBe('superseded');
  const flags = { service: { name }, flags: { f: true } };
  await expect(updateFlags(operator, flags)).rejects.toMatchObject({ code: 'deployment_in_progress' });
  await updateFlags(operator, { ...flags, supersede: true });
  expect(await getDeployment(operator, changed)).toMatchObject({ status: 'superseded', version: '2.0.0' });
});

test('a service is stopped, remembers its size, is started and scaled', async () => {
  const name = await world.service(undefined, { replicas: 2 });
  const operator = world.as('operator');
  const stop = await stopService(operator, { name });
  await world.settle(stop.id);
  expect(await getDeployment(operator, stop)).toMatchObject({ kind: 'scale', status: 'healthy', replicas: 0 });
  await expect(stopService(operator, { name })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(restartService(operator, { name })).rejects.toMatchObject({ code: 'conflict' });
  const start = await startService(operator, { name });
  await world.settle(start.id);
  expect(await getService(operator, { name })).toMatchObject({ stopped: false, replicas: { desired: 2 } });
  const scale = await scaleService(operator, { service: { name }, replicas: 3 });
  await world.settle(scale.id);
  expect((await entriesOf(scale.id))[0]).toMatchObject({ eventType: 'SCALE', changes: [{ path: 'replicas', before: 2, after: 3 }] });
});

test('the catalogue is applied once; a second start leaves what people changed', async () => {
  const entry = { namespace: 'production', name: 'seeded', team: 'payments', version: '1.0.0', replicas: 1, config: { A: '1' }, flags: {} };
  expect(await seedServices(world.system, { services: [entry] })).toEqual({ created: ['seeded'] });
  const before = await base.db.select().from(auditEntries).where(eq(auditEntries.service, 'seeded'));
  expect(await seedServices(world.system, { services: [{ ...entry, config: { A: '2' } }] })).toEqual({ created: [] });
  expect(await base.db.select().from(auditEntries).where(eq(auditEntries.service, 'seeded'))).toHaveLength(before.length);
  expect(await getService(world.system, { name: 'seeded' })).toMatchObject({ config: { A: '1' }, deploying: { version: '1.0.0' } });
  await expect(seedServices(world.as('operator'), { services: [entry] })).rejects.toMatchObject({ code: 'forbidden' });
});

test('a name in several namespaces is ambiguous, with the candidates', async () => {
  await world.service('twin', { namespace: 'blue' });
  await world.service('twin', { namespace: 'green' });
  await expect(getService(world.system, { name: 'twin' })).rejects.toMatchObject({
    code: 'ambiguous_service',
    details: { candidates: ['blue/twin', 'green/twin'] },
  });
  expect((await getService(world.system, { namespace: 'green', name: 'twin' })).namespace).toBe('green');
});

test('a service is registered, described, moved to another team and removed with its history kept', async () => {
  const admin = world.as('admin');
  const put = (fields: object) => putService(admin, { namespace: 'production', name: 'orders', put: fields });
  expect(await put({ team: 'shop', platform: 'external' })).toMatchObject({
    created: true,
    service: { team: 'shop', platform: 'external' },
  });
  expect(await put({ description: 'Orders.' })).toMatchObject({ created: false, service: { team: 'shop', description: 'Orders.' } });
  expect(await put({ description: 'Orders.' })).toMatchObject({ created: false });
  await put({ team: 'payments' });
  await expect(putService(admin, { cluster: 'east', namespace: 'production', name: 'orders', put: { cluster: 'west' } })).rejects.toThrow(
    'two names of one thing',
  );
  const kinds = (await base.db.select().from(auditEntries).where(eq(auditEntries.service, 'orders'))).map((entry) => entry.eventType);
  expect(kinds).toEqual(['SERVICE_UPDATE', 'SERVICE_UPDATE', 'TEAM_CHANGE']);
  expect((await listServices(world.as('viewer', ['shop']), {})).items.map((row) => row.name)).not.toContain('orders');
  await deleteService(admin, { name: 'orders' });
  await expect(getService(admin, { name: 'orders' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await put({ team: 'shop' })).toMatchObject({ created: true });
  await expect(putService(world.as('operator'), { namespace: 'production', name: 'orders', put: {} })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a running service is not removed; made anew, its generations go on', async () => {
  const name = await world.service();
  await expect(deleteService(world.as('admin'), { name })).rejects.toMatchObject({ code: 'conflict' });
  const stop = await stopService(world.as('operator'), { name });
  await world.settle(stop.id);
  await deleteService(world.as('admin'), { name });
  await world.service(name);
  const rows = await base.db.select().from(services).where(eq(services.name, name));
  expect(rows.map((row) => row.generation).sort()).toEqual([2, 3]);
  expect((await listDeployments(world.system, { service: name })).items[0]?.status).toBe('healthy');
});

test('an external deployment goes by the pipeline’s word, and its failure is diagnosed', async () => {
  await putService(world.as('admin'), { namespace: 'production', name: 'outside', put: { platform: 'external' } });
  const operator = world.as('operator');
  const { id } = await createDeployment(operator, { service: 'outside', version: '7' });
  expect(await patchDeployment(operator, { id, patch: { status: 'progressing' } })).toMatchObject({ status: 'progressing' });
  expect(await patchDeployment(operator, { id, patch: { status: 'failed', reason: 'helm timed out' } })).toMatchObject({
    status: 'failed',
    reason: 'helm timed out',
  });
  expect(await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, id))).toHaveLength(1);
  expect(await patchDeployment(operator, { id, patch: { status: 'failed' } })).toMatchObject({ status: 'failed' });
  await expect(patchDeployment(operator, { id, patch: { status: 'healthy' } })).rejects.toMatchObject({ code: 'conflict' });
  await expect(restartService(operator, { name: 'outside' })).rejects.toMatchObject({ code: 'conflict' });
  const own = await createDeployment(operator, { service: await world.service(), version: '2.0.0' });
  await expect(patchDeployment(operator, { id: own.id, patch: { status: 'failed' } })).rejects.toMatchObject({ code: 'conflict' });
});

test('of two reports at once one is written', async () => {
  await putService(world.as('admin'), { namespace: 'production', name: 'raced', put: { platform: 'external' } });
  const { id } = await createDeployment(world.as('operator'), { service: 'raced', version: '7' });
  const results = await Promise.allSettled(
    (['healthy', 'failed'] as const).map((status) => patchDeployment(world.as('operator'), { id, patch: { status } })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect((await entriesOf(id)).length).toBe(2);
  const [row] = await base.db.select().from(deployments).where(eq(deployments.id, id));
  expect(['healthy', 'failed']).toContain(row?.status);
});
