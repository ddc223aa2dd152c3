import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receivedAlertsSchema } from '#/lib/contract/alerts.ts';
import { until } from '../demo.ts';
import { expectLedger } from '../ledger.ts';
import { startRig, type Program, type Rig, type Web } from '../rig.ts';
import { standIn, type StandIn } from '../stand-ins/http.ts';
import { pagerDutyStandIn, ROUTING_KEY } from '../stand-ins/pagerduty.ts';
import { slackStandIn, type SlackStandIn } from '../stand-ins/slack.ts';

let rig: Rig;
let web: Web;
let worker: Program;
let hook: StandIn;
let slack: SlackStandIn;
let pagerDuty: Awaited<ReturnType<typeof pagerDutyStandIn>>;
let sql: Sql;
let environment: Record<string, string>;

beforeAll(async () => {
  [rig, hook, slack, pagerDuty] = await Promise.all([startRig(), standIn(() => ({ status: 204 })), slackStandIn(), pagerDutyStandIn()]);
  environment = { OUTBOUND_ALLOWED_HOSTS: [hook.host, slack.host].join(','), PAGERDUTY_URL: pagerDuty.url };
  web = await rig.web(environment);
  worker = rig.worker(environment);
  sql = postgres(rig.ownerUrl(), { max: 2, onnotice: () => undefined });
});
afterAll(async () => {
  await sql.end();
  await rig.close();
  await Promise.all([hook, slack, pagerDuty].map((one) => one.close()));
});

type Given = { service: string; fingerprint: string; status?: 'firing' | 'resolved'; startsAt?: string; endsAt?: string; note?: string };

const START = Date.now() - 60_000;
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

function bodyOf(alerts: Given[]): string {
  return JSON.stringify({
    version: '4',
    groupKey: '{}',
    status: 'firing',
    alerts: alerts.map(({ service, fingerprint, status = 'firing', startsAt = at(0), endsAt, note = '' }) => ({
      status,
      labels: { alertname: 'HighErrorRate', service, severity: 'critical', fingerprint },
      annotations: { summary: `${service} fails`, description: note },
      startsAt,
      endsAt: endsAt ?? '0001-01-01T00:00:00Z',
      fingerprint,
    })),
  });
}
const post = (body: string, source = 'test') =>
  rig.ask(web, `/api/v1/webhooks/alertmanager?source=${source}`, { method: 'POST', body, headers: JSON_TYPE });
const JSON_TYPE = { 'content-type': 'application/json' };
const stored = async (prefix: string) => {
  const [row] = await sql<{ episodes: number; incidents: number; diagnoses: number }[]>`
    select count(*)::int as episodes, count(distinct episode.incident_id)::int as incidents,
           (select count(*)::int from diagnoses where context ->> 'incident_id' in (
             select id::text from incidents where service like ${`${prefix}%`})) as diagnoses
      from alert_episodes episode join incidents incident on incident.id = episode.incident_id where incident.service like ${`${prefix}%`}`;
  return row ?? { episodes: 0, incidents: 0, diagnoses: 0 };
};

async function channel(body: Record<string, unknown>): Promise<string> {
  const answer = await rig.ask(web, '/api/v1/channels', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as { id: string }).id;
}
const remove = (id: string) => rig.ask(web, `/api/v1/channels/${id}`, { method: 'DELETE' });

test('10,000 alerts of 50 services in 20 POSTs within 2 s: all stored, exactly 50 diagnoses, and lists answer meanwhile', async () => {
  const alerts = Array.from({ length: 10_000 }, (_none, index) => ({ service: `storm-${index % 50}`, fingerprint: `storm-${index}` }));
  const began = performance.now();
  const posts = Array.from({ length: 20 }, async (_none, index) => {
    await sleep(index * 100);
    return post(bodyOf(alerts.slice(index * 500, (index + 1) * 500)));
  });
  await sleep(1_000);
  const asked = performance.now();
  expect((await rig.ask(web, '/api/v1/incidents')).status).toBe(200);
  const list = performance.now() - asked;
  const answers = await Promise.all(posts);
  const seconds = (performance.now() - began) / 1000;
  console.log(`10,000 alerts in 20 POSTs: stored after ${seconds.toFixed(1)} s; a list meanwhile took ${list.toFixed(0)} ms`);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  expect(await stored('storm-')).toEqual({ episodes: 10_000, incidents: 50, diagnoses: 50 });
  await expectLedger(rig.ownerUrl());
  expect((await stored('storm-')).diagnoses).toBe(50);
});

test('10,000 alerts in one POST of 8 MB are taken, 12 MB are refused plainly', async () => {
  const alerts = Array.from({ length: 10_000 }, (_none, index) => ({
    service: 'large',
    fingerprint: `large-${index}`,
    note: 'x'.repeat(520),
  }));
  const body = bodyOf(alerts);
  expect(body.length).toBeGreaterThan(7_500_000);
  const taken = await post(body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  expect(receivedAlertsSchema.parse(taken.body)).toMatchObject({ received: 10_000, new: 10_000 });
  expect((await post(bodyOf([{ service: 'huge', fingerprint: 'huge', note: 'x'.repeat(12_000_000) }]))).status).toBe(413);
  expect(await stored('large')).toEqual({ episodes: 10_000, incidents: 1, diagnoses: 1 });
});

test('three senders with clocks apart, whose acknowledgements are lost, are stored once and diagnosed once', async () => {
  const skews = [0, 900, -900];
  const attempts = skews.flatMap((skew) =>
    Array.from({ length: 5 }, async (_none, attempt) => {
      const body = bodyOf([{ service: 'skewed', fingerprint: 'skewed', startsAt: at(skew) }]);
      const patience = AbortSignal.timeout(attempt === 4 ? 30_000 : 1 + Math.round(Math.random() * 40));
      const headers = { ...JSON_TYPE, authorization: `Bearer ${rig.token}` };
      return fetch(`${web.url}/api/v1/webhooks/alertmanager?source=peers`, { method: 'POST', body, headers, signal: patience }).then(
        (answer) => answer.status,
        () => 0,
      );
    }),
  );
  const statuses = await Promise.all(attempts);
  console.log(`acknowledgements: ${JSON.stringify(statuses)}`);
  expect(statuses.filter((status) => status !== 0 && status !== 202)).toEqual([]);
  expect(await stored('skewed')).toEqual({ episodes: 1, incidents: 1, diagnoses: 1 });
});

test('20 random orders of the same alerts, each with repetitions, end as the orderly one does', async () => {
  const story: Given[] = [
    { service: '', fingerprint: 'a', startsAt: at(0) },
    { service: '', fingerprint: 'b', startsAt: at(1) },
    { service: '', fingerprint: 'a', status: 'resolved', startsAt: at(0), endsAt: at(5) },
    { service: '', fingerprint: 'a', startsAt: at(10) },
    { service: '', fingerprint: 'b', status: 'resolved', startsAt: at(1), endsAt: at(12) },
  ];
  const end = async (name: string, order: Given[]) => {
    for (const alert of order) expect((await post(bodyOf([{ ...alert, service: name }]), name)).status).toBe(202);
    const rows = await sql<{ fingerprint: string }[]>`
      select fingerprint from alert_states where source = ${name} and episode_id is not null order by fingerprint`;
    const [incident] = await sql<{ open: number }[]>`
      select coalesce(sum(open_alerts), 0)::int as open from incidents where service = ${name} and status <> 'resolved'`;
    return { firing: rows.map((row) => row.fingerprint), open: incident?.open };
  };
  const orderly = await end('order-orderly', story);
  expect(orderly).toEqual({ firing: ['a'], open: 1 });
  for (let round = 0; round < 20; round += 1) {
    const order = [...story, ...story.slice(0, 3)].map((alert) => ({ alert, key: Math.random() })).toSorted((a, b) => a.key - b.key);
    const shuffled = order.map(({ alert }) => alert);
    expect(await end(`order-${round}`, shuffled), JSON.stringify(shuffled)).toEqual(orderly);
  }
});

test('the database is away: 503, never 429 and never a redirect, and the same alert is taken when it is back', async () => {
  const body = bodyOf([{ service: 'away', fingerprint: 'away' }]);
  rig.proxy.refuse();
  rig.proxy.cut();
  const refused = await post(body);
  rig.proxy.heal();
  expect(refused.status).toBe(503);
  await until(
    'the alert to be taken',
    () => post(body),
    ({ status }) => status === 202,
    30,
  );
  expect(await stored('away')).toMatchObject({ episodes: 1, incidents: 1 });
});

test('stand-in Slack webhook: waits as told, tries again what may pass, and what is gone for good disables its channel alone', async () => {
  const well = await channel({ name: 'well', kind: 'webhook', settings: { url: `${hook.url}/well` } });
  const flaky = await channel({ name: 'flaky', kind: 'slack_webhook', secrets: { webhook_url: `${slack.url}${slack.webhookPath}` } });
  slack.faults.push({ status: 429, headers: { 'retry-after': '2' }, body: 'rate_limited' }, { status: 500, body: 'oops' }, 'hang');
  await post(bodyOf([{ service: 'flaky-service', fingerprint: 'flaky' }]));
  const tries = () => sql<{ outcome: string; status: number | null; ms: number }[]>`
    select attempt.outcome, attempt.status, (extract(epoch from attempt.at) * 1000)::float8 as ms from delivery_attempts attempt
      join notifications notification on notification.id = attempt.notification_id where channel_id = ${flaky}
       and (attempt.status is not null or attempt.detail ->> 'key' <> 'incident.delivery.held') order by attempt.id`;
  const told = await until('Slack to be told', tries, (rows) => rows.some((row) => row.outcome === 'delivered'), 90);
  expect(told.map((row) => [row.outcome, row.status])).toEqual([
    ['retry', 429],
    ['retry', 500],
    ['retry', null],
    ['delivered', 200],
  ]);
  expect((told[1]?.ms ?? 0) - (told[0]?.ms ?? 0)).toBeGreaterThanOrEqual(2_000);
  expect(slack.hooked).toHaveLength(1);
  await remove(flaky);

  for (const status of [400, 403, 404, 410]) {
    const broken = await channel({
      name: `broken-${status}`,
      kind: 'slack_webhook',
      secrets: { webhook_url: `${slack.url}${slack.webhookPath}` },
    });
    slack.faults.push({ status, body: 'no' });
    const before = hook.calls.length;
    await post(bodyOf([{ service: `broken-${status}`, fingerprint: `broken-${status}` }]));
    const shown = async () =>
      ((await rig.ask(web, '/api/v1/channels')).body as { id: string; enabled: boolean; disabled_reason: string | null }[]).find(
        (one) => one.id === broken,
      );
    const disabled = await until('the channel to be disabled', shown, (one) => one?.enabled === false, 60);
    expect(disabled?.disabled_reason).toContain(String(status));
    await until(
      'the other channel',
      async () => hook.calls.length,
      (count) => count > before,
      30,
    );
    await remove(broken);
  }
  await remove(well);
});

test('kill -9 of the worker while it delivers: PagerDuty hears at most one event twice, always under the same key', async () => {
  const pager = await channel({ name: 'pager', kind: 'pagerduty', secrets: { routing_key: ROUTING_KEY } });
  pagerDuty.faults.push({ status: 429, headers: { 'retry-after': '1' } });
  await post(bodyOf([{ service: 'killed', fingerprint: 'killed' }]));
  await until(
    'PagerDuty to hear of it',
    async () => pagerDuty.events.length,
    (count) => count > 0,
    60,
  );
  await worker.kill('SIGKILL');
  worker = rig.worker(environment);
  const settled = () => sql<{ status: string; delivered: boolean }[]>`
    select status, delivered_revision = wanted_revision as delivered from notifications where channel_id = ${pager}`;
  await until('the last word to be delivered', settled, ([row]) => row?.status === 'delivered' && row.delivered, 90);
  const [recorded] = await sql<{ count: number }[]>`
    select count(*)::int as count from delivery_attempts attempt join notifications notification on notification.id = attempt.notification_id
     where channel_id = ${pager} and outcome = 'delivered'`;
  expect(pagerDuty.events.length).toBeLessThanOrEqual((recorded?.count ?? 0) + 1);
  expect(new Set(pagerDuty.events.map((event) => event.dedup_key)).size).toBe(1);
  await remove(pager);
  await expectLedger(rig.ownerUrl());
});
