import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertBodySchema } from '#/lib/contract/alerts.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { receiveAlerts } from './receive-alerts.ts';
import { testWorld, type World } from './testing/world.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
});
afterAll(() => database.close());

const serviceLabels = ['service', 'app', 'job', 'pod'];
type Given = { status?: string; labels: Record<string, string>; startsAt?: string; endsAt?: string; fingerprint?: string };

const receive = (alerts: Given[], extra: Record<string, unknown> = {}) =>
  receiveAlerts(world.system, {
    body: alertBodySchema.parse({
      version: '4',
      status: 'firing',
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      alerts,
      ...extra,
    }),
    source: 'test',
    serviceLabels,
  });

const rows = async <T extends Record<string, unknown>>(query: string) => (await database.db.execute<T>(query)) as unknown as T[];
const minute = (index: number) => new Date(Date.UTC(2026, 0, 1, 12, index)).toISOString();

test('an alert opens an incident of its service with one diagnosis; a repeat opens nothing', async () => {
  const name = await world.service();
  const alert = {
    labels: { alertname: 'HighErrorRate', service: name, severity: 'critical' },
    startsAt: minute(0),
    fingerprint: `f-${name}`,
  };
  const first = await receive([alert]);
  expect(first).toMatchObject({ received: 1, new: 1, duplicates: 0, resolved: 0 });
  expect(first.incident_ids).toHaveLength(1);
  expect(first.diagnosis_ids).toHaveLength(1);
  const again = await receive([alert]);
  expect(again).toMatchObject({ new: 0, duplicates: 1, incident_ids: first.incident_ids, diagnosis_ids: first.diagnosis_ids });
  const jobs = await rows<{ count: number }>(
    `select count(*)::int as count from diagnoses where context ->> 'incident_id' = '${first.incident_ids[0]}'`,
  );
  expect(jobs[0]?.count).toBe(1);
});

test('alerts of one service gather in one incident, which resolves with the last of them', async () => {
  const name = await world.service();
  const of = (alertname: string) => ({ labels: { alertname, service: name }, startsAt: minute(0), fingerprint: `${alertname}-${name}` });
  const opened = await receive([of('Slow'), of('Errors')]);
  expect(opened.incident_ids).toHaveLength(1);
  const [id] = opened.incident_ids;
  await receive([{ ...of('Slow'), status: 'resolved', endsAt: minute(3) }]);
  expect(await rows(`select status, open_alerts from incidents where id = ${id}`)).toEqual([{ status: 'firing', open_alerts: 1 }]);
  const last = await receive([{ ...of('Errors'), status: 'resolved', endsAt: minute(4) }]);
  expect(last).toMatchObject({ resolved: 1, incident_ids: [id] });
  expect(await rows(`select status, open_alerts from incidents where id = ${id}`)).toEqual([{ status: 'resolved', open_alerts: 0 }]);
});

test('peers that post the same at the same time store it once and diagnose once', async () => {
  const name = await world.service();
  const alerts = Array.from({ length: 20 }, (_unused, index) => ({
    labels: { alertname: `A${index}`, service: name },
    startsAt: minute(0),
    fingerprint: `${name}-${index}`,
  }));
  const answers = await Promise.all([receive(alerts), receive(alerts), receive(alerts.toReversed())]);
  expect(answers.map((answer) => answer.new).reduce((sum, value) => sum + value, 0)).toBe(20);
  expect(new Set(answers.flatMap((answer) => answer.incident_ids)).size).toBe(1);
  expect(new Set(answers.flatMap((answer) => answer.diagnosis_ids)).size).toBe(1);
});

test('a service that nobody has registered counts, and an alert without one goes by its name and group', async () => {
  const unknown = await receive([{ labels: { alertname: 'X', service: 'not-registered' }, fingerprint: 'u1' }]);
  const [incident] = await rows<{ service: string; service_id: null }>(
    `select service, service_id from incidents where id = ${unknown.incident_ids[0]}`,
  );
  expect(incident).toEqual({ service: 'not-registered', service_id: null });
  const grouped = { groupLabels: { alertname: 'DiskFull', host: 'a' } };
  const one = await receive([{ labels: { alertname: 'DiskFull', host: 'a', disk: '1' }, fingerprint: 'd1' }], grouped);
  const two = await receive([{ labels: { alertname: 'DiskFull', host: 'a', disk: '2' }, fingerprint: 'd2' }], grouped);
  expect(two.incident_ids).toEqual(one.incident_ids);
});

test('a pod names the service that runs it', async () => {
  const name = await world.service();
  const answer = await receive([
    { labels: { alertname: 'PodNotReady', pod: `${name}-7d9f8b6c5-x2x9z`, namespace: 'production' }, fingerprint: `p-${name}` },
  ]);
  const [incident] = await rows<{ service: string }>(`select service from incidents where id = ${answer.incident_ids[0]}`);
  expect(incident?.service).toBe(name);
});

test('the templated body is taken on the same address', async () => {
  const name = await world.service();
  const body = alertBodySchema.parse({
    user_query: 'Why does it fail?',
    context: { alert_name: 'HighLatency', service: name, summary: 'p95 over 2 s', source: 'alertmanager' },
  });
  const answer = await receiveAlerts(world.system, { body, source: 'templated', serviceLabels });
  expect(answer).toMatchObject({ received: 1, new: 1 });
  expect(await rows(`select title from incidents where id = ${answer.incident_ids[0]}`)).toEqual([{ title: 'p95 over 2 s' }]);
});

test('the watchdog opens an incident of its own and nothing is diagnosed', async () => {
  const answer = await receive([{ labels: { alertname: 'Watchdog' }, fingerprint: 'w' }]);
  expect(answer.diagnosis_ids).toEqual([]);
  expect(await rows(`select decision from incidents where id = ${answer.incident_ids[0]}`)).toEqual([{ decision: 'watchdog' }]);
});

test('poisonous labels are taken and stored within bounds', async () => {
  const labels = { alertname: 'Poison', service: 'poisoned', huge: 'x'.repeat(1_000_000), 'nul\0name': 'a\0b\ud800' };
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_unused, index) => [`label_${index}`, 'v']));
  const answer = await receive([{ labels: { ...labels, ...many }, fingerprint: 'poison' }]);
  expect(answer.new).toBe(1);
});

test('no time and no length that a sender makes up keeps its other alerts from being stored', async () => {
  const long = Array.from({ length: 4_000 }, (_unused, index) => String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000))).join('');
  const answer = await receive([
    { labels: { alertname: 'FarAhead', service: 'far' }, startsAt: '2150-01-01T00:00:00Z', fingerprint: 'far' },
    { labels: { alertname: 'NoYear', service: 'far' }, startsAt: '+275760-09-13T00:00:00Z', fingerprint: 'none' },
    { labels: { alertname: 'Long', service: long, namespace: long, cluster: long }, fingerprint: 'long' },
    { labels: { alertname: 'Sound', service: 'sound' }, fingerprint: 'sound' },
  ]);
  expect(answer.new).toBe(4);
});

test('a templated body is one alert, whatever else it holds, and must not contradict itself', async () => {
  const send = (context: Record<string, string>) =>
    receiveAlerts(world.system, {
      body: alertBodySchema.parse({ user_query: 'Why?', context: { alert_name: 'T', ...context }, alerts: ['not one'] }),
      source: 'odd',
      serviceLabels,
    });
  expect(await send({ service: 'one' })).toMatchObject({ received: 1, new: 1 });
  await expect(send({ service: 'one', service_name: 'two' })).rejects.toMatchObject({ code: 'bad_request' });
});

test('a viewer may not send alerts', async () => {
  const sent = receiveAlerts(world.as('viewer'), { body: alertBodySchema.parse({ alerts: [] }), serviceLabels });
  await expect(sent).rejects.toMatchObject({ code: 'forbidden' });
});

test('ten thousand alerts of fifty services are fifty incidents and fifty diagnoses', async () => {
  const alerts = Array.from({ length: 10_000 }, (_unused, index) => ({
    labels: { alertname: `Storm${index % 200}`, service: `storm-${index % 50}` },
    startsAt: minute(0),
    fingerprint: `storm-${index}`,
  }));
  const answer = await receive(alerts);
  expect(answer).toMatchObject({ received: 10_000, new: 10_000 });
  expect(answer.incident_ids).toHaveLength(50);
  expect(answer.diagnosis_ids).toHaveLength(50);
});

test('the same alert minutes later joins the diagnosis of before, unless something was changed nearby since then', async () => {
  const start = Date.now();
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  /** Fires, is diagnosed, ends and fires again; answers the diagnoses of both times. */
  const twice = async (meanwhile: () => Promise<unknown>) => {
    const name = await world.service();
    const alert = (from: number) => ({ labels: { alertname: 'HighErrorRate', service: name }, startsAt: at(from), fingerprint: name });
    const first = await receive([alert(0)]);
    await database.db.execute(
      `update diagnoses set status = 'completed', verdict_at = clock_timestamp() where id = '${first.diagnosis_ids[0]}'`,
    );
    await receive([{ ...alert(0), status: 'resolved', endsAt: at(1) }]);
    await meanwhile();
    return [first.diagnosis_ids, (await receive([alert(2)])).diagnosis_ids];
  };
  const [before, joined] = await twice(async () => undefined);
  expect(joined).toEqual(before);
  const [old, own] = await twice(() => world.service());
  expect(own).toHaveLength(1);
  expect(own).not.toEqual(old);
});
