import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { startDemo, until, type Demo } from './demo.ts';
import { operate } from './operate.ts';

/** Every way in which the demo can go wrong, one after the other on one demo, each from a state of rest. */
let demo: Demo;
const operator = operate(() => demo);
const WATCH_SECONDS = 15;
/** Measured values of the rows before must have left the window that the next one is compared with. */
const REST_SECONDS = WATCH_SECONDS + 5;
/** Of what no deployment tells, the signals do: for as long as tells a step from a spike. */
const LASTING_SECONDS = 60;

beforeAll(async () => {
  demo = await startDemo({ env: { WATCH_SECONDS: String(WATCH_SECONDS) } });
});
afterAll(async () => {
  await demo.stop();
  demo.clean();
});

/** Begins a release of catalog that changes nothing for anybody; answers its deployment once it is watched. */
async function innocentRelease(): Promise<string> {
  const catalog = (await operator.services()).find((one) => one.name === 'catalog');
  const id = await operator.deploy('catalog', catalog?.version === '1.0.0' ? '1.1.0' : '1.0.0');
  await until(
    'the release of catalog to serve',
    () => operator.deployment(id),
    (one) => one.stage === 'watching' || one.status === 'healthy',
    30,
  );
  return id;
}

type Expected = { mode: string; service: string; changeId: string | null; innocent: string };

async function expectCause(report: Report, expected: Expected): Promise<void> {
  const catalog = await operator.deployment(expected.innocent);
  const said = JSON.stringify({ cause: report.root_cause, hypotheses: report.hypotheses, changes: report.changes_considered }, null, 1);
  expect(report.root_cause, said).toMatchObject({ mode: expected.mode, service: expected.service, change_id: expected.changeId });
  expect(['proven', 'likely'], said).toContain(report.verdict);
  const considered = report.changes_considered.find((change) => change.change_id === catalog.change_id);
  expect(considered, said).toMatchObject({ service: 'catalog', verdict: 'rejected', reason: expect.stringMatching(/\S/) as string });
  if (expected.changeId)
    expect(report.changes_considered.find((change) => change.change_id === expected.changeId)?.verdict, said).toBe('suspected');
}

const rollback = (report: Report) => report.recommended_actions.find((action) => action.kind === 'rollback');

test('nothing wrong: is payment-api healthy?', async () => {
  await operator.calm(REST_SECONDS);
  const report = await operator.ask('is payment-api healthy?', 'payment-api');
  expect(report).toMatchObject({ verdict: 'no_fault', root_cause: null });
});

/** Rows that are told by how they start need no rest before them; those that are told by comparison do. */
const changes = [
  { name: 'version 1.1.0', mode: 'config.missing_env', rest: 0, begin: () => operator.deploy('payment-api', '1.1.0') },
  { name: 'version 1.7.0', mode: 'container.command_not_found', rest: 0, begin: () => operator.deploy('payment-api', '1.7.0') },
  { name: 'version 1.5.0', mode: 'resource.port_conflict', rest: 0, begin: () => operator.deploy('payment-api', '1.5.0') },
  { name: 'version 1.4.0', mode: 'probe.readiness', rest: 0, begin: () => operator.deploy('payment-api', '1.4.0') },
  { name: 'version 1.2.0', mode: 'container.oom_killed', rest: 0, begin: () => operator.deploy('payment-api', '1.2.0') },
  { name: 'version 1.6.0', mode: 'app.exception', rest: REST_SECONDS, begin: () => operator.deploy('payment-api', '1.6.0') },
  { name: 'version 1.3.0', mode: 'rollout.regression', rest: REST_SECONDS, begin: () => operator.deploy('payment-api', '1.3.0') },
  {
    name: 'LEDGER_URL set to a dead port',
    mode: 'config.invalid_value',
    rest: REST_SECONDS,
    begin: () => operator.config('payment-api', { LEDGER_URL: 'http://127.0.0.1:9' }),
  },
  {
    name: 'flag new-tax-engine on',
    mode: 'config.feature_flag',
    rest: REST_SECONDS,
    begin: () => operator.flag('payment-api', { 'new-tax-engine': true }),
  },
];

test.each(changes)('payment-api, $name: $mode', async ({ mode, rest, begin }) => {
  await operator.calm(rest);
  const innocent = await innocentRelease();
  const id = await begin();
  try {
    const failed = await operator.ended(id);
    expect(failed, JSON.stringify(failed)).toMatchObject({ status: 'failed', diagnosis: { mode } });
    const report = await operator.report(failed.diagnosis?.id ?? '');
    await expectCause(report, { mode, service: 'payment-api', changeId: failed.change_id, innocent });
    expect(rollback(report), JSON.stringify(report.recommended_actions)).toMatchObject({ would_help: true, target: id });
  } finally {
    // Also after a row that failed, so that the next one begins with what works.
    const restored = await operator.ended(await operator.rollback(id));
    expect(restored).toMatchObject({ status: 'healthy', version: '1.0.0' });
  }
});

test('ledger stopped: dependency.unreachable, and payment-api is acquitted', async () => {
  await operator.calm(REST_SECONDS);
  const innocent = await innocentRelease();
  const stop = await operator.ended(await operator.power('ledger', 'stop'));
  expect(stop.status).toBe('healthy');
  try {
    await until(
      'the shop to fail for a while',
      () => operator.newest('storefront', 'error_rate', LASTING_SECONDS),
      (rates) => rates.length > LASTING_SECONDS / 10 && rates.every((rate) => rate > 0),
      120,
    );
    const report = await operator.ask('why does the checkout fail?', 'storefront');
    await expectCause(report, { mode: 'dependency.unreachable', service: 'ledger', changeId: stop.change_id, innocent });
    expect(report.hypotheses.filter((one) => one.service === 'payment-api' && one.status === 'supported')).toEqual([]);
  } finally {
    await operator.ended(await operator.power('ledger', 'start'));
  }
});

test('traffic × 20: traffic.surge at the first that saturates, and no change is to blame', async () => {
  await operator.calm(REST_SECONDS);
  const innocent = await innocentRelease();
  await operator.traffic(20);
  try {
    await until(
      'storefront to be saturated for a while',
      () => operator.newest('storefront', 'saturation', LASTING_SECONDS),
      // A scrape may fall between two requests.
      (shares) => shares.length > LASTING_SECONDS / 10 && shares.filter((share) => share >= 0.95).length >= 0.8 * shares.length,
      120,
    );
    const report = await operator.ask('why is the shop slow?', 'storefront');
    await expectCause(report, { mode: 'traffic.surge', service: 'storefront', changeId: null, innocent });
    expect(rollback(report)?.would_help ?? null).not.toBe(true);
  } finally {
    await operator.traffic(1);
  }
});
