import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertBodySchema } from '#/lib/contract/alerts.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { createSilence } from './create-silence.ts';
import { getIncident } from './get-incident.ts';
import { receiveAlerts } from './receive-alerts.ts';
import { resolveIncidentByHand } from './resolve-incident-by-hand.ts';
import { sweepIncidents } from './sweep-incidents.ts';
import { testWorld, type World } from './testing/world.ts';
import { watchWatchdogs } from './watch-watchdogs.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
  await database.owner.execute(
    `insert into notification_channels (id, name, kind, settings, created_by) values ('c', 'c', 'email', '{}', 'test')`,
  );
});
afterAll(() => database.close());

const REPEAT = 600;
const sweep = () => sweepIncidents(world.system, { repeatSeconds: REPEAT });
const detail = (id: number) => getIncident(world.as('viewer'), { id });

async function receive(given: {
  alertname?: string;
  service?: string;
  status?: string;
  source?: string;
  truncated?: number;
}): Promise<number> {
  const { alertname = 'HighErrorRate', service, status = 'firing', source = 'test', truncated } = given;
  const labels = { alertname, severity: 'critical', ...(service ? { service } : {}) };
  const at = new Date().toISOString();
  const alerts = [
    { status, labels, startsAt: at, ...(status === 'resolved' ? { endsAt: at } : {}), fingerprint: `${alertname}-${service}` },
  ];
  const body = alertBodySchema.parse({ alerts, truncatedAlerts: truncated ?? 0 });
  return (await receiveAlerts(world.system, { body, source, serviceLabels: ['service'] })).incident_ids[0] ?? 0;
}

/** As if nothing had been heard of an incident's alerts for so long. */
const age = (id: number, seconds: number) =>
  database.db.execute(
    `update alert_episodes set last_seen_at = last_seen_at - interval '${seconds} s', received_at = received_at - interval '${seconds} s' where incident_id = ${id}`,
  );
const messages = async (id: number) =>
  (await database.db.execute<{ count: number }>(`select count(*)::int as count from notifications where incident_id = ${id}`))[0]?.count;

test('alerts silent for twice the repeat interval are stale, not resolved, until they are heard of again', async () => {
  const service = await world.service();
  const id = await receive({ service });
  await age(id, REPEAT * 2 - 30);
  await sweep();
  expect((await detail(id)).status).toBe('firing');
  await age(id, 60);
  await sweep();
  const stale = await detail(id);
  expect(stale).toMatchObject({ status: 'stale', resolved_at: null, open_alerts: 1 });
  expect(stale.alerts.map((alert) => alert.status)).toEqual(['stale']);
  expect(stale.timeline.filter((item) => item.kind === 'alert_stale')).toHaveLength(1);
  await sweep();
  expect((await detail(id)).timeline).toHaveLength(stale.timeline.length);
  expect(await receive({ service })).toBe(id);
  expect((await detail(id)).status).toBe('firing');
});

test('an incident is stale only when all of its alerts are', async () => {
  const service = await world.service();
  const id = await receive({ service });
  await age(id, REPEAT * 3);
  await receive({ service, alertname: 'Slow' });
  await sweep();
  const partly = await detail(id);
  expect(partly.status).toBe('firing');
  expect(partly.alerts.map((alert) => alert.status).toSorted()).toEqual(['firing', 'stale']);
});

test('what a sender left out is told of once', async () => {
  const service = await world.service();
  const id = await receive({ service, truncated: 7 });
  await receive({ service, truncated: 7 });
  const told = (await detail(id)).timeline.filter((item) => item.kind === 'truncated');
  expect(told.map((item) => item.text)).toEqual([expect.stringContaining('7 alerts')]);
});

test('when a silence ends and the alert still fires, it is diagnosed and people are told', async () => {
  const service = await world.service();
  const ends_at = new Date(Date.now() + 3_600_000).toISOString();
  await createSilence(world.as('operator'), { matchers: [{ name: 'service', value: service }], ends_at });
  const id = await receive({ service });
  await sweep();
  expect(await detail(id)).toMatchObject({ decision: 'silenced', diagnosis: null });
  expect(await messages(id)).toBe(0);
  await database.db.execute(`update silences set ends_at = clock_timestamp()`);
  expect((await sweep()).again).toBe(1);
  expect(await detail(id)).toMatchObject({ decision: 'first_notification', diagnosis: { status: 'queued' } });
  expect(await messages(id)).toBe(1);
  expect((await sweep()).again).toBe(0);
});

test('an incident that had to wait for others is diagnosed when there is room', async () => {
  const id = await receive({ service: await world.service() });
  await database.db.execute(`update incidents set decision = 'too_many', diagnosis_id = null where id = ${id}`);
  await database.db.execute(`update diagnoses set status = 'cancelled'`);
  await sweep();
  expect(await detail(id)).toMatchObject({ decision: 'first_notification', diagnosis: { status: 'queued' } });
});

test('a watchdog that stays away opens an incident and tells people, and ends it when it is back', async () => {
  const watch = () => watchWatchdogs(world.system, { silentSeconds: 600 });
  const silent = async () =>
    (await database.db.execute<{ id: number; status: string; decision: string }>(
      `select incident.id, incident.status, decision from incidents incident join alert_episodes episode on episode.incident_id = incident.id
        where alert_name = 'AlertingSilent' order by incident.id`,
    )) as unknown as { id: number; status: string; decision: string }[];
  const watchdog = await receive({ alertname: 'Watchdog' });
  await watch();
  expect(await silent()).toEqual([]);
  expect(await messages(watchdog)).toBe(0);
  await age(watchdog, 700);
  expect(await watch()).toEqual({ raised: 1, ended: 0 });
  expect(await watch()).toEqual({ raised: 0, ended: 0 });
  const [opened] = await silent();
  expect(opened).toMatchObject({ status: 'firing', decision: 'alerting_silent' });
  expect(await messages(opened?.id ?? 0)).toBe(1);
  await receive({ alertname: 'Watchdog' });
  expect(await watch()).toEqual({ raised: 0, ended: 1 });
  expect(await silent()).toMatchObject([{ status: 'resolved' }]);

  await age(watchdog, 700);
  await database.db.execute(`update alert_episodes set received_at = received_at - interval '800 s' where alert_name = 'AlertingSilent'`);
  expect(await watch()).toEqual({ raised: 1, ended: 0 });
  const [, again] = await silent();
  await resolveIncidentByHand(world.as('operator'), { id: again?.id ?? 0 });
  expect(await watch()).toEqual({ raised: 0, ended: 0 });
});

test('no sender may speak as our own monitor', async () => {
  await expect(receive({ service: 'x', source: 'monitor' })).rejects.toMatchObject({ code: 'invalid_input' });
});
