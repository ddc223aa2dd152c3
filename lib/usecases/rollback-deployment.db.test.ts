import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, diagnoses } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { createDeployment } from './create-deployment.ts';
import { deploymentFacts } from './deployment-facts.ts';
import { getDeployment } from './get-deployment.ts';
import { getService } from './get-service.ts';
import { planRollback } from './plan-rollback.ts';
import { restartService } from './restart-service.ts';
import { rollbackDeployment } from './rollback-deployment.ts';
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
  world.platform.behave('1.1.0', 'crashes');
});
afterAll(() => base.close());

async function failedRelease() {
  const name = await world.service(undefined, { config: { KEEP: 'a', CHANGE: 'b' } });
  const { id } = await createDeployment(world.as('operator'), {
    service: name,
    version: '1.1.0',
    config: { set: { CHANGE: 'c', NEW: 'd' } },
  });
  await world.settle(id);
  return { name, id };
}

test('a rollback restores version and configuration, and the failed one becomes rolled back when it is healthy', async () => {
  const { name, id } = await failedRelease();
  const plan = await planRollback(world.as('viewer'), { id });
  expect(plan).toMatchObject({ possible: true, version: '1.0.0', would_help: null });
  expect(plan.changes).toEqual([
    { path: 'version', before: '1.1.0', after: '1.0.0' },
    { path: 'config.CHANGE', before: 'c', after: 'b' },
    { path: 'config.NEW', before: 'd', after: null },
  ]);
  const rollback = await rollbackDeployment(world.as('operator'), { id, reason: 'it crashes' });
  expect(await getDeployment(world.system, rollback)).toMatchObject({
    kind: 'rollback',
    version: '1.0.0',
    restores: plan.restores,
    description: 'it crashes',
  });
  expect((await getDeployment(world.system, { id })).status).toBe('failed');
  await world.settle(rollback.id, 60);
  expect((await getDeployment(world.system, rollback)).status).toBe('healthy');
  expect((await getDeployment(world.system, { id })).status).toBe('rolled_back');
  expect(await getService(world.system, { name })).toMatchObject({ version: '1.0.0', config: { KEEP: 'a', CHANGE: 'b' } });
  const entries = await base.db.select().from(auditEntries).where(eq(auditEntries.deploymentId, rollback.id));
  expect(entries.map((entry) => entry.eventType)).toEqual(['ROLLBACK', 'ROLLBACK']);
});

test('a rollback never goes back to the same bad state', async () => {
  const name = await world.service();
  world.platform.behave('1.0.0', 'crashes');
  const { id } = await restartService(world.as('operator'), { name });
  await world.settle(id);
  world.platform.behave('1.0.0', 'ready');
  expect(await planRollback(world.system, { id })).toMatchObject({
    possible: false,
    reason: 'No earlier deployment ended healthy in another state.',
  });
  await expect(rollbackDeployment(world.as('operator'), { id })).rejects.toMatchObject({ code: 'nothing_to_restore' });
});

test('a rollback that fails is diagnosed like everything else', async () => {
  const { id } = await failedRelease();
  const rollback = await rollbackDeployment(world.as('operator'), { id });
  world.platform.behave('1.0.0', 'crashes');
  await world.settle(rollback.id);
  world.platform.behave('1.0.0', 'ready');
  expect((await getDeployment(world.system, rollback)).status).toBe('failed');
  expect((await getDeployment(world.system, { id })).status).toBe('failed');
  expect(await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, rollback.id))).toHaveLength(1);
});

test('a deployment that is still being watched is superseded by its own rollback', async () => {
  const name = await world.service();
  const { id } = await createDeployment(world.as('operator'), { service: name, version: '2.0.0' });
  await world.settle(id, 60);
  const rollback = await rollbackDeployment(world.as('operator'), { id });
  expect((await getDeployment(world.system, { id })).status).toBe('superseded');
  await world.settle(rollback.id);
  expect((await getService(world.system, { name })).version).toBe('1.0.0');
});

test('another open deployment refuses the rollback, a viewer may not, another team sees nothing', async () => {
  const { name, id } = await failedRelease();
  const open = await createDeployment(world.as('operator'), { service: name, version: '2.0.0' });
  await expect(rollbackDeployment(world.as('operator'), { id })).rejects.toMatchObject({
    code: 'deployment_in_progress',
    details: { deployment_id: open.id },
  });
  expect(await planRollback(world.system, { id })).toMatchObject({ possible: true, version: '1.0.0', supersedes: open.id });
  await expect(rollbackDeployment(world.as('viewer'), { id })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(rollbackDeployment(world.as('operator', ['shop']), { id })).rejects.toMatchObject({ code: 'not_found' });
  const rollback = await rollbackDeployment(world.as('operator'), { id, supersede: true });
  expect((await getDeployment(world.system, open)).status).toBe('superseded');
  await world.settle(rollback.id);
  expect((await getService(world.system, { name })).version).toBe('1.0.0');
});

test('a second attempt comes after what serves, not after the first attempt, and goes back to the same state', async () => {
  const { name, id: first } = await failedRelease();
  const again = await createDeployment(world.as('operator'), { service: name, version: '1.1.0' });
  await world.settle(again.id);
  expect(await getDeployment(world.system, again)).toMatchObject({ status: 'failed', previous_version: '1.0.0' });
  const [entry] = await base.db.select().from(auditEntries).where(eq(auditEntries.deploymentId, again.id)).orderBy(auditEntries.position);
  expect(entry?.summary).toBe(`Deploy ${name} 1.1.0 (was 1.0.0)`);
  expect(entry?.changes).toEqual([{ path: 'version', before: '1.0.0', after: '1.1.0' }]);
  const plans = await Promise.all([first, again.id].map((id) => planRollback(world.system, { id })));
  expect(plans[1]).toMatchObject({ possible: true, version: '1.0.0' });
  expect(plans[1]?.restores).toBe(plans[0]?.restores);
  expect((await deploymentFacts(world.system, again)).previous).toMatchObject({ id: plans[0]?.restores, version: '1.0.0' });
});

test('a change on top of a failed version comes after what serves and claims no version of its own', async () => {
  const { name } = await failedRelease();
  const { id } = await updateConfig(world.as('operator'), { service: { name }, patch: { set: { KEEP: 'z' } } });
  expect(await getDeployment(world.system, { id })).toMatchObject({ version: '1.1.0', previous_version: '1.0.0' });
  const [entry] = await base.db.select().from(auditEntries).where(eq(auditEntries.deploymentId, id));
  expect(entry?.changes).toEqual([{ path: 'config.KEEP', before: 'a', after: 'z' }]);
});

test('failed, rolled back, failed again: the rollback is what the next one restores', async () => {
  const { name, id: first } = await failedRelease();
  const back = await rollbackDeployment(world.as('operator'), { id: first });
  await world.settle(back.id);
  expect(await getDeployment(world.system, back)).toMatchObject({ status: 'healthy', version: '1.0.0', previous_version: '1.1.0' });
  const again = await createDeployment(world.as('operator'), { service: name, version: '1.1.0' });
  await world.settle(again.id);
  expect(await getDeployment(world.system, again)).toMatchObject({ status: 'failed', previous_version: '1.0.0' });
  expect(await planRollback(world.system, again)).toMatchObject({ possible: true, version: '1.0.0', restores: back.id });
  expect((await deploymentFacts(world.system, again)).previous).toMatchObject({ id: back.id, version: '1.0.0', status: 'healthy' });
});

test('a stop on top of a failed version is no state to go back to, and serves no version', async () => {
  const { name, id: first } = await failedRelease();
  const stop = await stopService(world.as('operator'), { name });
  await world.settle(stop.id);
  expect((await getDeployment(world.system, stop)).status).toBe('healthy');
  expect((await getService(world.system, { name })).version).not.toBe('1.1.0');
  const start = await startService(world.as('operator'), { name });
  await world.settle(start.id);
  expect((await getDeployment(world.system, start)).status).toBe('failed');
  const plan = await planRollback(world.system, start);
  expect(plan).toMatchObject({ possible: true, version: '1.0.0' });
  expect(plan.restores).toBe((await planRollback(world.system, { id: first })).restores);
});

test('between the last healthy state and the one to leave nothing failed, rolled back or superseded is restored, and flags are', async () => {
  const name = await world.service(undefined, { config: { KEEP: 'a' } });
  const operator = world.as('operator');
  const flagged = await updateFlags(operator, { service: { name }, flags: { 'new-path': true } });
  await world.settle(flagged.id);
  const bad = await createDeployment(operator, { service: name, version: '1.1.0' });
  await world.settle(bad.id);
  const superseded = await createDeployment(operator, { service: name, version: '2.0.0' });
  await world.settle(superseded.id, 60);
  const again = await createDeployment(operator, { service: name, version: '1.1.0', supersede: true, config: { set: { KEEP: 'b' } } });
  await world.settle(again.id);
  const flip = await updateFlags(operator, { service: { name }, flags: { 'new-path': false } });
  await world.settle(flip.id);
  expect((await getDeployment(world.system, flip)).status).toBe('failed');
  const plan = await planRollback(world.system, flip);
  expect(plan).toMatchObject({ possible: true, version: '1.0.0', restores: flagged.id });
  expect(plan.changes).toEqual([
    { path: 'version', before: '1.1.0', after: '1.0.0' },
    { path: 'config.KEEP', before: 'b', after: 'a' },
    { path: 'flags.new-path', before: false, after: true },
  ]);
  expect((await deploymentFacts(world.system, flip)).restores).toEqual(['version', 'config.KEEP', 'flags.new-path']);
  const back = await rollbackDeployment(operator, flip);
  await world.settle(back.id);
  expect(await getService(world.system, { name })).toMatchObject({ version: '1.0.0', config: { KEEP: 'a' }, flags: { 'new-path': true } });
});

test('a healthy state that was left by a rollback is not gone back to later', async () => {
  const name = await world.service();
  const operator = world.as('operator');
  const worse = await createDeployment(operator, { service: name, version: '2.0.0' });
  await world.settle(worse.id);
  const back = await rollbackDeployment(operator, worse);
  await world.settle(back.id);
  expect((await getDeployment(world.system, worse)).status).toBe('rolled_back');
  const bad = await createDeployment(operator, { service: name, version: '1.1.0' });
  await world.settle(bad.id);
  expect(await planRollback(world.system, bad)).toMatchObject({ version: '1.0.0', restores: back.id });
});
