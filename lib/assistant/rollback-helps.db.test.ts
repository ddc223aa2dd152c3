import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#/lib/context.ts';
import { deployments, diagnoses } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import { createDeployment } from '#/lib/usecases/create-deployment.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';
import { planRollback } from '#/lib/usecases/plan-rollback.ts';
import { runDiagnosis } from '#/lib/usecases/run-diagnosis.ts';
import { updateFlags } from '#/lib/usecases/update-flags.ts';
import { testWorld, type World } from '#/lib/usecases/testing/world.ts';
import { createAssistant } from './index.ts';

let base: TestDatabase;
let world: World;
const assistant = createAssistant();
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
  world.platform.behave('1.1.0', 'crashes');
});
afterAll(() => base.close());

const THROWN = 'Error: the price list is empty';

/** Logs in which 1.0.0 prints its line once a second until `parting` (unix ms), and 1.1.0 its own as often from there on until now. */
function printing(lines: { '1.0.0': string; '1.1.0': string }, parting: number): Context {
  const told = (version: keyof typeof lines, from: number, count: number) =>
    Array.from({ length: count }, (_, index): LogLine => {
      const line = lines[version];
      const level = line === THROWN ? ('error' as const) : ('info' as const);
      return { at: new Date(from + index * 1000).toISOString(), instance: `i-${version}`, version, stream: 'stderr', level, line };
    });
  const search: Context['ports']['logs']['search'] = async ({ version, window }) => {
    const all = [...told('1.0.0', parting - 60_000, 59), ...told('1.1.0', parting, 1 + Math.floor((Date.now() - parting) / 1000))];
    const inside = all.filter(({ at, version: own }) => {
      const time = Date.parse(at);
      return time >= window.start && time <= window.end && (version === undefined || version === own);
    });
    return { lines: inside.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)), truncated: false, source: 'test' };
  };
  return { ...world.system, ports: { ...world.system.ports, logs: { search } } };
}

async function failing(before: () => Promise<unknown> = async () => undefined, name?: string) {
  const service = name ?? (await world.service());
  await before();
  const { id: deployment } = await createDeployment(world.as('operator'), { service, version: '1.1.0' });
  await world.settle(deployment);
  const [row] = await base.db.select().from(deployments).where(eq(deployments.id, deployment));
  const [found] = await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, deployment));
  return { deployment, changeId: row?.changeId, parting: row?.createdAt.getTime() ?? 0, diagnosis: found?.id ?? '' };
}

test('a service that fails for an old reason while a version is rolled out is not laid to the release, nor mended by a rollback', async () => {
  const { deployment, parting, diagnosis } = await failing();
  await runDiagnosis(printing({ '1.0.0': THROWN, '1.1.0': THROWN }, parting), { diagnosisId: diagnosis, assistant });
  const { report } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(report?.root_cause?.change_id ?? null).toBeNull();
  expect(report?.changes_considered.every((item) => item.verdict === 'rejected')).toBe(true);
  expect(report?.recommended_actions.at(-1)).toMatchObject({ kind: 'rollback', would_help: false });
  expect(report?.findings).toContainEqual(expect.objectContaining({ source: 'rollout.rollback_wont_help' }));
  expect(report?.answer).toMatch(/Rolling back to 1\.0\.0 would not help: 1\.0\.0 told of the same error as often before this deployment/);
  expect(await planRollback(world.as('viewer'), { id: deployment })).toMatchObject({ possible: true, would_help: false });
});

test('the same error told by the new version alone is laid to it, and a rollback helps, whatever was changed a moment before', async () => {
  const service = await world.service();
  const flip = () =>
    updateFlags(world.as('operator'), { service: { name: service }, flags: { banner: true } }).then(({ id }) => world.settle(id));
  const { deployment, changeId, parting, diagnosis } = await failing(flip, service);
  const ctx = printing({ '1.0.0': 'request served', '1.1.0': THROWN }, parting);
  await runDiagnosis(ctx, { diagnosisId: diagnosis, assistant });
  const { report } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(report?.root_cause).toMatchObject({ change_id: changeId });
  expect(report?.changes_considered.filter((item) => item.verdict === 'suspected')).toHaveLength(1);
  expect(report?.recommended_actions[0]).toMatchObject({ kind: 'rollback', would_help: true });
  expect(await planRollback(world.as('viewer'), { id: deployment })).toMatchObject({ possible: true, would_help: true });
});
