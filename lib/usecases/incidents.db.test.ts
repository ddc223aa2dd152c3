import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertBodySchema } from '#/lib/contract/alerts.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { assignIncident } from './assign-incident.ts';
import { createSilence } from './create-silence.ts';
import { diagnoseAlerts } from './diagnose-alerts.ts';
import { expireSilence } from './expire-silence.ts';
import { getIncident } from './get-incident.ts';
import { listIncidents } from './list-incidents.ts';
import { listSilences } from './list-silences.ts';
import { noteIncident } from './note-incident.ts';
import { receiveAlerts } from './receive-alerts.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncidentByHand } from './resolve-incident-by-hand.ts';
import { testWorld, type World } from './testing/world.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
});
afterAll(() => database.close());

let count = 0;

async function fire(service: string, alertname = 'HighErrorRate', fingerprint = `f${(count += 1)}`) {
  const alerts = [
    { labels: { alertname, service, severity: 'critical' }, startsAt: new Date(Date.now() - 60_000).toISOString(), fingerprint },
  ];
  const body = alertBodySchema.parse({ alerts });
  const answer = await receiveAlerts(world.system, { body, source: 'test', serviceLabels: ['service'] });
  return { id: answer.incident_ids[0] ?? 0, ...answer };
}

const audited = async (id: number) =>
  (
    await database.db.execute<{ summary: string }>(
      `select summary from audit_entries where summary like 'Incident ${id}:%' order by position`,
    )
  ).map((row) => row.summary);

test('what people do stands on the incident, in its timeline and in the audit log', async () => {
  const { id } = await fire(await world.service());
  const operator = world.as('operator');
  const acknowledged = await acknowledgeIncident(operator, { id });
  expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledged_by: 'operator@test', assignee: 'operator@test' });
  await acknowledgeIncident(operator, { id });
  await assignIncident(operator, { id, assignee: 'ada' });
  await noteIncident(operator, { id, text: 'looking at it' });
  const resolved = await resolveIncidentByHand(operator, { id, note: 'mended' });
  expect(resolved).toMatchObject({ status: 'resolved', resolved_by: 'operator@test', open_alerts: 0, assignee: 'ada' });
  expect(resolved.timeline.map((item) => item.kind)).toEqual([
    'alert_firing',
    'diagnosis_started',
    'acknowledged',
    'assigned',
    'note',
    'resolved',
  ]);
  expect(await audited(id)).toEqual([
    `Incident ${id}: Acknowledged`,
    `Incident ${id}: Assigned to ada`,
    `Incident ${id}: looking at it`,
    `Incident ${id}: Resolved by hand: mended`,
  ]);
  const reopened = await reopenIncident(operator, { id });
  expect(reopened.status).toBe('acknowledged');
});

test('an alert that still fires opens a new incident after the old one was resolved by hand', async () => {
  const name = await world.service();
  const first = await fire(name, 'Slow', 'still');
  await resolveIncidentByHand(world.as('operator'), { id: first.id });
  const second = await fire(name, 'Slow', 'still');
  expect(second).toMatchObject({ new: 1 });
  expect(second.id).not.toBe(first.id);
  await expect(reopenIncident(world.as('operator'), { id: first.id })).rejects.toMatchObject({ code: 'conflict' });
});

test('a viewer reads and may not act', async () => {
  const { id } = await fire(await world.service());
  const viewer = world.as('viewer');
  expect((await getIncident(viewer, { id })).id).toBe(id);
  await expect(acknowledgeIncident(viewer, { id })).rejects.toMatchObject({ code: 'forbidden' });
});

test("another team's incident is as if it did not exist, one of no registered service everybody sees", async () => {
  const { id } = await fire(await world.service(undefined, { team: 'payments' }));
  const stranger = world.as('operator', ['search']);
  await expect(getIncident(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(acknowledgeIncident(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
  const free = await fire('nobody-registered-it');
  const listed = await listIncidents(stranger, {});
  expect(listed.items.map((item) => item.id)).toContain(free.id);
  expect(listed.items.map((item) => item.id)).not.toContain(id);
});

test('the list is paged by keyset and filtered', async () => {
  const name = await world.service();
  const { id } = await fire(name);
  const all = await listIncidents(world.system, { limit: 1 });
  expect(all.next).not.toBeNull();
  const next = await listIncidents(world.system, { limit: 1, cursor: all.next ?? '' });
  expect(next.items[0]?.id).not.toBe(all.items[0]?.id);
  const own = await listIncidents(world.system, { service: name, status: 'firing' });
  expect(own.items.map((item) => item.id)).toEqual([id]);
});

test('a silenced alert is stored and shown, and nothing is diagnosed', async () => {
  const name = await world.service();
  const silence = await createSilence(world.as('operator'), {
    matchers: [{ name: 'service', operator: '=', value: name }],
    ends_at: new Date(Date.now() + 3_600_000).toISOString(),
    comment: 'planned work',
  });
  const quiet = await fire(name);
  expect(quiet.diagnosis_ids).toEqual([]);
  expect(await getIncident(world.system, { id: quiet.id })).toMatchObject({ decision: 'silenced', silences: [silence.id] });
  await expireSilence(world.as('operator'), { id: silence.id });
  expect((await listSilences(world.system)).map((item) => item.id)).not.toContain(silence.id);
  const loud = await fire(name, 'Another');
  expect(loud.diagnosis_ids).toHaveLength(1);
});

test('a silence of a team covers its own service alone', async () => {
  const until = { ends_at: new Date(Date.now() + 3_600_000).toISOString() };
  const shared = `shared-${Date.now()}`;
  await world.service(shared, { team: 'search', namespace: 'search' });
  await world.service(shared, { team: 'payments', namespace: 'payments' });
  const ours = world.as('operator', ['search']);
  for (const matcher of [
    { name: 'alertname', operator: '=~' as const, value: '.*' },
    { name: 'service', operator: '=' as const, value: 'of-nobody' },
  ])
    await expect(createSilence(ours, { matchers: [matcher], ...until })).rejects.toMatchObject({ errors: [{ path: 'matchers' }] });
  const made = await createSilence(ours, { matchers: [{ name: 'service', operator: '=', value: shared }], ...until });
  expect(made.matchers).toContainEqual({ name: 'namespace', operator: '=', value: 'search' });
  expect((await listSilences(world.as('operator', ['payments']))).map((item) => item.id)).not.toContain(made.id);
});

test('a secret in a note is kept nowhere', async () => {
  const { id } = await fire(await world.service());
  const note = 'used ghp_0123456789abcdefghijklmnopqrstuvwxyz';
  const acknowledged = await acknowledgeIncident(world.as('operator'), { id, note });
  const resolved = await resolveIncidentByHand(world.as('operator'), { id, note });
  const reopened = await reopenIncident(world.as('operator'), { id, note });
  expect(JSON.stringify([acknowledged, resolved, reopened, await audited(id)])).not.toContain('ghp_');
});

test('of two incidents of one service that are opened at once one is, and the other is told which', async () => {
  const name = await world.service();
  const first = await fire(name, 'Slow', `race-${name}`);
  await resolveIncidentByHand(world.as('operator'), { id: first.id });
  const second = await fire(name, 'Slow', `race-${name}`);
  await resolveIncidentByHand(world.as('operator'), { id: second.id });
  const both = await Promise.allSettled([first.id, second.id].map((id) => reopenIncident(world.as('operator'), { id })));
  expect(both.map((item) => item.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((item) => item.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' });
});

test('two who ask about one incident at once get one diagnosis', async () => {
  const { id, diagnosis_ids: own } = await fire(await world.service());
  await database.db.execute(`update diagnoses set status = 'completed' where id = '${own[0] ?? ''}'`);
  const asked = await Promise.all([1, 2, 3].map(() => diagnoseAlerts(world.as('viewer'), { incident_ids: [id] })));
  expect(new Set(asked.map((answer) => answer.id)).size).toBe(1);
});

test('a pattern that could take for ever is refused by name', async () => {
  const created = createSilence(world.as('operator'), {
    matchers: [{ name: 'pod', operator: '=~', value: '(a+)+$' }],
    ends_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await expect(created).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'matchers.0.value' }] });
});

test('asking about incidents joins the diagnosis at work', async () => {
  const { id, diagnosis_ids: own } = await fire(await world.service());
  const asked = await diagnoseAlerts(world.as('viewer'), { incident_ids: [id] });
  expect([asked.id]).toEqual(own);
  await expect(diagnoseAlerts(world.as('viewer'), { incident_ids: [id], service_name: 'other' })).rejects.toMatchObject({
    code: 'bad_request',
  });
});
