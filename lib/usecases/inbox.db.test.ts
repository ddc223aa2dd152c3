import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertBodySchema } from '#/lib/contract/alerts.ts';
import { inboxSchema } from '#/lib/contract/inbox.ts';
import { overviewSchema } from '#/lib/contract/overview.ts';
import { diagnoses, users } from '#/lib/db/schema.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { getOverview } from './get-overview.ts';
import { listInbox } from './list-inbox.ts';
import { noteIncident } from './note-incident.ts';
import { readInbox } from './read-inbox.ts';
import { receiveAlerts } from './receive-alerts.ts';
import { resolveIncidentByHand } from './resolve-incident-by-hand.ts';
import { testWorld, type World } from './testing/world.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
  for (const role of ['viewer', 'operator', 'admin'] as const)
    await database.db.insert(users).values({ id: `${role}-id`, issuer: 'test', subject: role, email: `${role}@test`, name: role, role });
});
afterAll(() => database.close());

async function fire(service: string, severity = 'critical'): Promise<number> {
  const alerts = [{ labels: { alertname: 'HighErrorRate', service, severity }, startsAt: new Date().toISOString(), fingerprint: service }];
  const body = alertBodySchema.parse({ alerts });
  const { incident_ids } = await receiveAlerts(world.system, { body, source: 'test', serviceLabels: ['service'] });
  return incident_ids[0] ?? 0;
}

test('news is unread until it was looked at, and again when something happens; one’s own acts are none', async () => {
  const id = await fire(await world.service());
  const reader = world.as('viewer');
  const before = inboxSchema.parse(await listInbox(reader));
  expect(before).toMatchObject({ unread: 1, read_at: null, open: 1, items: [{ incident_id: id, kind: 'alert_firing', unread: true }] });
  await readInbox(reader);
  expect(await listInbox(reader)).toMatchObject({ unread: 0, items: [{ incident_id: id, unread: false }] });
  await noteIncident(world.as('operator'), { id, text: 'looking' });
  expect(await listInbox(reader)).toMatchObject({ unread: 1, items: [{ kind: 'note', author: 'operator@test', text: 'looking' }] });
  expect((await listInbox(world.as('operator'))).items).toMatchObject([{ kind: 'alert_firing' }]);
  await resolveIncidentByHand(world.as('operator'), { id });
  expect(await listInbox(reader)).toMatchObject({ open: 0, items: [{ kind: 'resolved', status: 'resolved' }] });
});

test('another team’s incidents are in nobody else’s inbox', async () => {
  const id = await fire(await world.service(undefined, { team: 'payments' }));
  expect((await listInbox(world.as('viewer', ['payments']))).items.map((item) => item.incident_id)).toContain(id);
  const other = await listInbox(world.as('viewer', ['search']));
  expect(other).toMatchObject({ items: [], unread: 0, open: 0 });
});

test('a program has no inbox to mark', async () => {
  const program = { ...world.system, actor: { ...world.system.actor, kind: 'token' as const } };
  await expect(readInbox(program)).rejects.toMatchObject({ code: 'forbidden' });
});

test('the overview names open incidents, the worst first, and the time to a verdict by severity', async () => {
  const [minor, major] = [await fire(await world.service(), 'info'), await fire(await world.service(), 'critical')];
  await acknowledgeIncident(world.as('operator'), { id: minor });
  await database.db.update(diagnoses).set({ status: 'completed', verdictAt: new Date(Date.now() + 60_000), firstFindingAt: new Date() });
  const overview = overviewSchema.parse(await getOverview(world.as('viewer')));
  const ids = overview.incidents.map((incident) => incident.id);
  expect(ids.indexOf(major)).toBeLessThan(ids.indexOf(minor));
  expect(overview.open_incidents).toBe(overview.incidents.length);
  expect(overview.calm_since).toBeNull();
  expect(overview.verdict_seconds.by_severity.map((row) => row.severity)).toEqual(['critical', 'info']);
});
