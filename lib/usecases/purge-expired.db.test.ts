import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, diagnoses, diagnosisEvents, idempotencyKeys, sessions, users } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { literal } from '#/lib/domain/text.ts';
import { purgeExpired } from './purge-expired.ts';
import { testWorld, type World } from './testing/world.ts';

const kept = { eventDays: 30, incidentDays: 365, sessionDays: 7 };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

async function diagnosis(status: 'completed' | 'running', requestedAt: Date, steps: number): Promise<string> {
  const id = randomUUID();
  const subject = { cluster: null, namespace: null, service: null, deployment_id: null, version: null };
  await base.db
    .insert(diagnoses)
    .values({ id, conversationId: id, status, trigger: 'question', subject, question: literal('why'), actor: SYSTEM, requestedAt });
  const events = ['accepted', ...Array.from({ length: steps }, () => 'step'), 'report', 'done'];
  await base.db
    .insert(diagnosisEvents)
    .values(events.map((event, at) => ({ diagnosisId: id, sequence: at + 1, attempt: 1, event, data: {} })));
  return id;
}
const eventsOf = async (id: string) => {
  const rows = await base.db
    .select()
    .from(diagnosisEvents)
    .where(sql`diagnosis_id = ${id}`)
    .orderBy(diagnosisEvents.sequence);
  return rows.map(({ event }) => event);
};

test('steps of old diagnoses go, over several batches; their beginning, report and end stay, and so does what runs', async () => {
  const [old, running, young] = [
    await diagnosis('completed', daysAgo(31), 2_300),
    await diagnosis('running', daysAgo(31), 3),
    await diagnosis('completed', daysAgo(29), 3),
  ];
  expect(await purgeExpired(world.system, kept)).toMatchObject({ events: 2_300 });
  expect(await eventsOf(old)).toEqual(['accepted', 'report', 'done']);
  expect(await eventsOf(running)).toHaveLength(6);
  expect(await eventsOf(young)).toHaveLength(6);
});

test('ended sessions and first answers go when their time is over; audit entries never do', async () => {
  await world.service();
  const entries = await base.db.$count(auditEntries);
  await base.db.insert(users).values({ id: 'u', email: 'u@example.test', name: 'U', role: 'viewer' });
  const session = (id: string, expiresAt: Date, revokedAt: Date | null) => ({ id, userId: 'u', expiresAt, revokedAt });
  await base.db
    .insert(sessions)
    .values([
      session('expired', daysAgo(8), null),
      session('revoked', daysAgo(-8), daysAgo(8)),
      session('open', daysAgo(-1), null),
      session('just ended', daysAgo(1), null),
    ]);
  await base.db.insert(idempotencyKeys).values([
    { actorId: 'a', key: 'old', requestHash: 'h', createdAt: daysAgo(2) },
    { actorId: 'a', key: 'new', requestHash: 'h' },
  ]);
  expect(await purgeExpired(world.system, { ...kept, eventDays: 1 })).toMatchObject({ sessions: 2, keys: 1, incidents: 0 });
  expect((await base.db.select({ id: sessions.id }).from(sessions)).map(({ id }) => id).sort()).toEqual(['just ended', 'open']);
  expect(await base.db.$count(auditEntries)).toBe(entries);
});

test('only an administrator may', async () => {
  await expect(purgeExpired(world.as('operator'), kept)).rejects.toMatchObject({ code: 'forbidden' });
});
