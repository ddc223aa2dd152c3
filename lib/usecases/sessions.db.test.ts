import { randomUUIDv7 } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, sessions, users } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { listSessions } from './list-sessions.ts';
import { revokeMySessions } from './revoke-my-sessions.ts';
import { revokeSession } from './revoke-session.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

/** Somebody who is signed in so many times. */
async function signedIn(times: number) {
  const ctx = world.as('viewer');
  const id = randomUUIDv7();
  ctx.actor = { ...ctx.actor, id, name: `${id}@test` };
  await base.db.insert(users).values({ id, email: ctx.actor.name, name: 'Ada', role: 'viewer', teams: [] });
  const ids = Array.from({ length: times }, () => randomUUIDv7());
  for (const session of ids) await base.db.insert(sessions).values({ id: session, userId: id, expiresAt: sql`now() + interval '1 hour'` });
  const told = () => base.db.select().from(auditEntries).where(eq(auditEntries.actorId, id));
  return { ctx, ids, told };
}

test('ending a session is told in the audit log, once', async () => {
  const { ctx, ids, told } = await signedIn(2);
  const [first = ''] = ids;
  await revokeSession(ctx, { id: first });
  await revokeSession(ctx, { id: first });
  expect(await listSessions(ctx, { current: null })).toHaveLength(1);
  expect(await told()).toMatchObject([{ namespace: 'control-plane', eventType: 'OTHER', author: ctx.actor.name }]);
  expect(JSON.stringify(await told())).not.toContain(first);
});

test("somebody else's session is as if it did not exist", async () => {
  const [mine, theirs] = [await signedIn(1), await signedIn(1)];
  await expect(revokeSession(mine.ctx, { id: theirs.ids[0] ?? '' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await mine.told()).toEqual([]);
});

test('signing out everywhere ends all of one person, and of nobody else', async () => {
  const [mine, theirs] = [await signedIn(3), await signedIn(1)];
  await revokeMySessions(mine.ctx);
  await revokeMySessions(mine.ctx);
  expect(await listSessions(mine.ctx, { current: null })).toEqual([]);
  expect(await listSessions(theirs.ctx, { current: null })).toHaveLength(1);
  expect((await mine.told()).map((entry) => entry.summary)).toEqual([`End 3 sessions of ${mine.ctx.actor.name}`]);
});
