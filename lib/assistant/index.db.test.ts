import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#/lib/context.ts';
import { auditEntries, deployments, diagnoses, diagnosisEvents, services } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import { createDeployment } from '#/lib/usecases/create-deployment.ts';
import { ask } from '#/lib/usecases/ask.ts';
import { diagnoseDeployment } from '#/lib/usecases/diagnose-deployment.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';
import { reportMarkdown } from '#/lib/usecases/report-markdown.ts';
import { putService } from '#/lib/usecases/put-service.ts';
import { recordDeploymentStatus } from '#/lib/usecases/record-deployment-status.ts';
import { runDiagnosis } from '#/lib/usecases/run-diagnosis.ts';
import { updateConfig } from '#/lib/usecases/update-config.ts';
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

/** The system's context with a log that the failing version has written. */
function withLogs(lines: string[], options: { broken?: boolean } = {}): Context {
  const ctx = world.system;
  const at = new Date().toISOString();
  const search: Context['ports']['logs']['search'] = async ({ version, window }) => {
    if (options.broken) throw new Error('connect ECONNREFUSED 10.0.0.9:3100');
    if (Date.parse(at) > window.end) return { lines: [], truncated: false, source: 'test' };
    const written = lines.map((line): LogLine => ({ at, instance: 'i-1', version: version ?? '', stream: 'stderr', level: 'fatal', line }));
    return { lines: written.toReversed(), truncated: false, source: 'test' };
  };
  return { ...ctx, ports: { ...ctx.ports, logs: { search } } };
}

async function failed(
  config: Record<string, string> = { LEDGER_URL: 'http://ledger:4104' },
): Promise<{ service: string; deployment: string; diagnosis: string }> {
  const service = await world.service(undefined, { config });
  const { id: deployment } = await createDeployment(world.as('operator'), { service, version: '1.1.0' });
  await world.settle(deployment, 60);
  await world.settle(deployment, 60);
  const [row] = await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, deployment));
  return { service, deployment, diagnosis: row?.id ?? '' };
}

const MISSING = '{"level":60,"msg":"payment-api cannot start: the required setting LEDGER_URL_V2 is not set"}';

test('a version that needs a variable nobody set is diagnosed, proven, and laid to the release that brought it', async () => {
  const { service, deployment, diagnosis } = await failed();
  expect(await runDiagnosis(withLogs(['starting', MISSING]), { diagnosisId: diagnosis, assistant })).toBe(true);
  const { status, report, timings } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(status).toBe('completed');
  expect(report).toMatchObject({
    summary: '`LEDGER_URL_V2` is not set',
    verdict: 'proven',
    root_cause: { mode: 'config.missing_env', object: 'LEDGER_URL_V2', service, namespace: 'production' },
    recommended_actions: [
      { kind: 'rollback', would_help: true, target: deployment },
      { kind: 'config', target: 'LEDGER_URL_V2' },
    ],
    gaps: [],
  });
  const [change] = await base.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.id, report?.root_cause?.change_id ?? ''));
  expect(change).toMatchObject({ eventType: 'DEPLOYMENT', deploymentId: deployment });
  expect(report?.evidence[0]).toMatchObject({ kind: 'log', excerpt: expect.stringContaining('LEDGER_URL_V2') as string });
  expect(timings.first_finding_at).not.toBeNull();

  const events = await base.db
    .select()
    .from(diagnosisEvents)
    .where(eq(diagnosisEvents.diagnosisId, diagnosis))
    .orderBy(diagnosisEvents.sequence);
  expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1));
  const names = events.map((event) => event.event);
  expect(names[0]).toBe('accepted');
  expect(events[1]).toMatchObject({ event: 'step', data: { id: 'check-recent-changes', status: 'started' } });
  expect(names.at(-2)).toBe('report');
  expect(names.at(-1)).toBe('done');
  const order = ['evidence', 'finding', 'hypothesis', 'text', 'report', 'done'].map((name) => names.indexOf(name));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('the same stored report reads as written in either language', async () => {
  const { service, diagnosis } = await failed();
  await runDiagnosis(withLogs([MISSING]), { diagnosisId: diagnosis, assistant });
  const reader = world.as('viewer');
  const english = await getDiagnosis(reader, { id: diagnosis });
  const chinese = await getDiagnosis({ ...reader, language: 'zh-TW' }, { id: diagnosis });
  expect(english.report).toMatchObject({
    language: 'en',
    summary: '`LEDGER_URL_V2` is not set',
    recommended_action: `Roll ${service} back to 1.0.0`,
  });
  expect(chinese.report).toMatchObject({
    language: 'zh-TW',
    summary: '未設定 `LEDGER_URL_V2`',
    recommended_action: `將 ${service} 回滾至 1.0.0`,
  });
  expect(chinese.report?.evidence).toEqual(english.report?.evidence);
  const answer = chinese.report?.answer ?? '';
  expect(answer).toContain('已證實');
  expect(answer).not.toMatch(/[{}]|report\./);
  expect(await reportMarkdown(reader, { id: diagnosis })).toContain('**Proven (confidence 93%): `LEDGER_URL_V2` is not set**');
  expect(await reportMarkdown(reader, { id: diagnosis, language: 'zh-TW' })).toContain('## 已考量的變更');
});

test('a source that cannot be read becomes a gap, and the verdict less certain', async () => {
  const { diagnosis } = await failed();
  await runDiagnosis(withLogs([MISSING], { broken: true }), { diagnosisId: diagnosis, assistant });
  const { report } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(report).toMatchObject({ verdict: 'inconclusive', root_cause: null, gaps: [{ source: 'logs', reason: 'It could not be read.' }] });
  expect(JSON.stringify(report)).not.toContain('10.0.0.9');
  const events = await base.db.select().from(diagnosisEvents).where(eq(diagnosisEvents.diagnosisId, diagnosis));
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'step', data: expect.objectContaining({ id: 'read-telemetry', status: 'failed' }) as unknown }),
  );
});

test('a source that does not answer is given up in time', async () => {
  const { diagnosis } = await failed();
  const ctx = withLogs([MISSING]);
  const silent: Context = { ...ctx, ports: { ...ctx.ports, metrics: { range: () => new Promise(() => undefined) } } };
  const began = performance.now();
  await runDiagnosis(silent, { diagnosisId: diagnosis, assistant });
  expect(performance.now() - began).toBeLessThan(4_000);
  const { report } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(report).toMatchObject({ root_cause: { mode: 'config.missing_env' } });
  expect(report?.gaps.map((gap) => gap.source)).toContain('metrics');
});

test('what instances of an earlier attempt print is not held against this one', async () => {
  const { deployment, diagnosis } = await failed();
  const [row] = await base.db.select().from(deployments).where(eq(deployments.id, deployment));
  const [own] = row?.observed?.instances ?? [];
  if (!row?.observed || !own) throw new Error('the failed deployment has no instance');
  const observed = { ...row.observed, instances: [own, { ...own, id: 'i-1', generation: 1, state: 'running' as const, ready: true }] };
  await base.db.update(deployments).set({ observed }).where(eq(deployments.id, deployment));
  await runDiagnosis(withLogs([MISSING]), { diagnosisId: diagnosis, assistant });
  const { report } = await getDiagnosis(world.as('viewer'), { id: diagnosis });
  expect(report).toMatchObject({ verdict: 'likely', root_cause: { mode: 'container.crash_loop' } });
  expect(JSON.stringify(report)).not.toContain('LEDGER_URL_V2');
});

test('an external deployment reported as failed, by a token that may do no more, ends open with what could not be seen', async () => {
  const name = `ext-${Date.now()}`;
  await putService(world.as('admin'), { namespace: 'production', name, put: { team: 'payments' } });
  const pipeline = world.as('operator', ['payments']);
  pipeline.actor = { ...pipeline.actor, kind: 'token', scopes: ['deployments:write'] };
  const { id } = await createDeployment(pipeline, { service: name, version: '7.0.0' });
  await recordDeploymentStatus(pipeline, {
    deploymentId: id,
    expected: 'pending',
    state: { status: 'failed', stage: 'ended', reason: null },
  });
  const [row] = await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, id));
  await runDiagnosis(world.system, { diagnosisId: row?.id ?? '', assistant });
  const { status, report } = await getDiagnosis(world.as('viewer'), { id: row?.id ?? '' });
  expect(status).toBe('completed');
  expect(report).toMatchObject({ verdict: 'inconclusive', root_cause: null, gaps: [{ source: 'instances' }, { source: 'logs' }] });
});

test('a configuration change that took a needed key away is the culprit, by its own record', async () => {
  const service = await world.service(undefined, { config: { LEDGER_URL: 'http://ledger:4104' } });
  world.platform.behave('1.0.0', 'crashes');
  const { id: deployment } = await updateConfig(world.as('operator'), { service: { name: service }, patch: { unset: ['LEDGER_URL'] } });
  await world.settle(deployment, 60);
  await world.settle(deployment, 60);
  world.platform.behave('1.0.0', 'ready');
  const [row] = await base.db.select().from(diagnoses).where(eq(diagnoses.deploymentId, deployment));
  await runDiagnosis(withLogs(['Error: Missing required environment variable: LEDGER_URL']), { diagnosisId: row?.id ?? '', assistant });
  const { report } = await getDiagnosis(world.as('viewer'), { id: row?.id ?? '' });
  expect(report).toMatchObject({ verdict: 'proven', root_cause: { mode: 'config.missing_env', object: 'LEDGER_URL' } });
  const [change] = await base.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.id, report?.root_cause?.change_id ?? ''));
  expect(change).toMatchObject({ eventType: 'CONFIG_UPDATE', changes: [{ path: 'config.LEDGER_URL', after: null }] });
  expect(report?.recommended_actions[0]).toMatchObject({ kind: 'rollback', would_help: true });
});

const answered = async (question: string, ctx = world.as('viewer'), context = {}) => {
  const { id } = await ask(ctx, { user_query: question, context });
  await runDiagnosis(world.system, { diagnosisId: id, assistant });
  return (await getDiagnosis(ctx, { id, language: undefined })).report;
};

test('asked whether a healthy service is healthy, it says so', async () => {
  const service = await world.service();
  expect(await answered(`is ${service} healthy?`)).toMatchObject({
    verdict: 'no_fault',
    root_cause: null,
    summary: `${service} 1.0.0 is healthy: nothing wrong was found`,
  });
  expect(await answered(`${service} 正常嗎？`)).toMatchObject({ verdict: 'no_fault' });
});

test('asked what changed, it lists the changes and gives no verdict', async () => {
  const service = await world.service();
  const report = await answered(`what changed on ${service} in the last 2 hours?`);
  expect(report).toMatchObject({ verdict: null, root_cause: null });
  expect(report?.answer).toContain(`Deploy ${service} 1.0.0 for the first time (control-plane)`);
});

test('asked about a service that is unknown or hidden, it names those that can be seen', async () => {
  const [mine, hidden] = [await world.service(undefined, { team: 'shop' }), await world.service(undefined, { team: 'payments' })];
  const report = await answered('why does it fail?', world.as('viewer', ['shop']), { service_name: hidden });
  expect(report).toMatchObject({ verdict: null, root_cause: null });
  expect(report?.summary).toContain(mine);
  expect(JSON.stringify(report)).not.toContain(hidden);
  const nowhere = await answered('why does it fail?', world.as('viewer', ['shop']), { service_name: 'nowhere' });
  expect(nowhere?.summary).toBe(report?.summary);
});

test('the diagnosis of a failed deployment is joined, not doubled, until it ends without a report', async () => {
  const { deployment, diagnosis } = await failed();
  const viewer = world.as('viewer');
  expect(await diagnoseDeployment(viewer, { deployment_id: deployment })).toMatchObject({ id: diagnosis, created: false });
  expect(await diagnoseDeployment(viewer, { context: { deployment_id: deployment } })).toMatchObject({ id: diagnosis, created: false });
  await base.db.update(diagnoses).set({ status: 'failed' }).where(eq(diagnoses.id, diagnosis));
  expect(await diagnoseDeployment(viewer, { deployment_id: deployment })).toMatchObject({ created: true });
});

test('two names of one thing that differ are refused', async () => {
  const { deployment, service } = await failed();
  const viewer = world.as('viewer');
  const refused = { code: 'bad_request' };
  await expect(ask(viewer, { user_query: 'why?', context: { service_name: 'a', service: 'b' } })).rejects.toMatchObject(refused);
  await expect(ask(viewer, { user_query: 'why?', context: { trigger_source: 'a', source: 'b' } })).rejects.toMatchObject(refused);
  await expect(ask(viewer, { user_query: 'why?', context: { deployment_id: deployment, service_name: 'other' } })).rejects.toMatchObject(
    refused,
  );
  await expect(diagnoseDeployment(viewer, { deployment_id: deployment, service_name: 'other' })).rejects.toMatchObject(refused);
  await expect(diagnoseDeployment(viewer, { deployment_id: deployment, service_name: service, image_tag: '9.9.9' })).rejects.toMatchObject(
    refused,
  );
});

test("asked what fails without a name, it looks into the worst of the asker's services and names the others", async () => {
  const asker = world.as('viewer', ['night']);
  const [one, two, hidden] = [
    await world.service(undefined, { team: 'night' }),
    await world.service(undefined, { team: 'night' }),
    await world.service(),
  ];
  expect(await answered('Which service is failing, and why?', asker)).toMatchObject({
    verdict: null,
    summary: `None of the 2 services you can see is failing or degraded. To look into one all the same, ask about it by name: ${[one, two]
      .toSorted()
      .map((name) => `production/${name}`)
      .join(', ')}`,
  });
  const judged = (name: string, health: 'failing' | 'degraded') => base.db.update(services).set({ health }).where(eq(services.name, name));
  await Promise.all([judged(one, 'degraded'), judged(two, 'failing'), judged(hidden, 'failing')]);
  const report = await answered('哪個服務故障了？為什麼？', asker);
  expect(report?.summary).toContain(`${two} is failing, and one more service is not well: `);
  expect(report?.answer).toContain(`- ${one} (degraded): `);
  expect(JSON.stringify(report)).not.toContain(hidden);
});
