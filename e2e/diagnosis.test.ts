import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { auditRecordSchema } from '#/lib/contract/audit-logs.ts';
import { acceptedDeploymentSchema, deploymentSchema } from '#/lib/contract/deployments.ts';
import { diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { serviceSchema } from '#/lib/contract/services.ts';
import { startDemo, until, type Demo } from './demo.ts';
import { readStream } from './stream.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.stop();
  demo.clean();
});

const service = async (name: string) => serviceSchema.parse((await demo.api(`/api/v1/services/production/${name}`)).body);
const deployment = async (id: string) => deploymentSchema.parse((await demo.api(`/api/v1/deployments/${id}`)).body);
const diagnosis = async (id: string, language = 'en') =>
  diagnosisSchema.parse((await demo.api(`/api/v1/diagnoses/${id}?language=${language}`)).body);

async function deploy(name: string, version: string): Promise<string> {
  const answer = await demo.api('/api/v1/deployments', { body: { service: name, version } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return acceptedDeploymentSchema.parse(answer.body).id;
}

test('four services come up healthy with traffic', async () => {
  const services = await until(
    'four healthy services',
    async () => z.array(serviceSchema).parse((await demo.api('/api/v1/services')).body),
    (all) => all.length === 4 && all.every((one) => one.health === 'healthy' && one.version === '1.0.0'),
    90,
  );
  expect(services.map((one) => one.name).sort()).toEqual(['catalog', 'ledger', 'payment-api', 'storefront']);
});

test('a release that needs a variable nobody set is diagnosed with proof, and rolled back', async () => {
  const id = await deploy('payment-api', '1.1.0');
  const failed = await until(
    'the deployment to fail',
    () => deployment(id),
    (one) => one.status === 'failed' && one.diagnosis?.status === 'completed',
    60,
  );
  expect(failed.diagnosis?.mode).toBe('config.missing_env');
  expect(failed.diagnosis?.verdict).toBe('proven');

  const id2 = failed.diagnosis?.id ?? '';
  const { report, timings } = await diagnosis(id2);
  expect(report?.root_cause).toMatchObject({ mode: 'config.missing_env', service: 'payment-api', change_id: failed.change_id });
  expect(report?.summary).toContain('LEDGER_URL_V2');
  expect(report?.evidence.some((item) => item.kind === 'log' && item.excerpt.includes('LEDGER_URL_V2'))).toBe(true);
  expect(report?.changes_considered.find((change) => change.change_id === failed.change_id)?.verdict).toBe('suspected');
  expect(report?.recommended_actions[0]).toMatchObject({ kind: 'rollback', would_help: true });
  expect(timings.verdict_at).not.toBeNull();

  const chinese = await diagnosis(id2, 'zh-TW');
  expect(chinese.report?.summary).toMatch(/LEDGER_URL_V2/);
  expect(chinese.report?.summary).toMatch(/\p{Script=Han}/u);

  const events = await readStream(`${demo.url}/api/v1/diagnoses/${id2}/events`, { authorization: `Bearer ${demo.token}` });
  expect(events[0]?.event).toBe('accepted');
  expect(events.some((event) => event.event === 'step' && event.data.includes('check-recent-changes'))).toBe(true);
  expect(events.at(-1)?.event).toBe('done');
  const resumed = await readStream(`${demo.url}/api/v1/diagnoses/${id2}/events`, {
    authorization: `Bearer ${demo.token}`,
    'last-event-id': events[2]?.id ?? '',
  });
  expect(resumed.filter((event) => event.id).map((event) => event.id)).toEqual(
    events
      .filter((event) => event.id)
      .slice(3)
      .map((event) => event.id),
  );

  expect((await service('payment-api')).version).toBe('1.0.0');
  const rollback = await demo.api(`/api/v1/deployments/${id}/rollback`, { body: { reason: 'the report says so' } });
  expect(rollback.status).toBe(202);
  const restored = await until(
    'the rollback to be healthy',
    () => deployment(acceptedDeploymentSchema.parse(rollback.body).id),
    (one) => one.status === 'healthy',
    60,
  );
  expect(restored).toMatchObject({ kind: 'rollback', version: '1.0.0' });
  expect((await deployment(id)).status).toBe('rolled_back');
  await until(
    'payment-api to be healthy',
    () => service('payment-api'),
    (one) => one.health === 'healthy' && one.version === '1.0.0',
    30,
  );
});

test('the audit log tells the release, its failure and the rollback, newest first', async () => {
  const start = new Date(Date.now() - 3_600_000).toISOString();
  const end = new Date(Date.now() + 60_000).toISOString();
  const answer = await demo.api(`/api/v1/audit-logs?service=payment-api&start_time=${start}&end_time=${end}`);
  const records = z.array(auditRecordSchema).parse(answer.body);
  expect(records.map((record) => record.event_type)).toEqual(expect.arrayContaining(['DEPLOYMENT', 'ROLLBACK']));
  expect(records.map((record) => record.timestamp)).toEqual(
    records
      .map((record) => record.timestamp)
      .toSorted()
      .reverse(),
  );
});

test('a good release passes its watch', async () => {
  const id = await deploy('payment-api', '2.0.0');
  await until(
    'the watch',
    () => deployment(id),
    (one) => one.stage === 'watching',
    30,
  );
  const ended = await until(
    'the release to be healthy',
    () => deployment(id),
    (one) => one.status !== 'progressing' && one.status !== 'pending',
    60,
  );
  expect(ended.status).toBe('healthy');
  await until(
    '2.0.0 to serve',
    () => service('payment-api'),
    (one) => one.version === '2.0.0',
    10,
  );
});

test('a question about a healthy service is answered with no fault found', async () => {
  const accepted = executeAcceptedSchema.parse(
    (
      await demo.api('/execute', {
        body: { user_query: 'is payment-api healthy?', context: { service: 'payment-api' } },
        headers: { accept: 'application/json' },
      })
    ).body,
  );
  const ended = await until(
    'the answer',
    () => diagnosis(accepted.session_id),
    (one) => one.status === 'completed',
    20,
  );
  expect(ended.report).toMatchObject({ verdict: 'no_fault', root_cause: null });
});
