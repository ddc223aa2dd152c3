import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GET } from '#/app/api/v1/me/route.ts';
import { roleScopes } from '#/lib/auth/policy.ts';
import { verifyPassword } from '#/lib/auth/secrets.ts';
import { auditEntries, sessions, users } from '#/lib/db/schema.ts';
import { SYSTEM, type Actor } from '#/lib/domain/actor.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { disableDemoUsers, ensureFirstAdmin } from './ensure-first-admin.ts';
import { ensureDemoUsers } from './ensure-demo.ts';
import { listMembers } from './list-members.ts';
import { revokeMemberSessions } from './revoke-member-sessions.ts';
import { updateMember } from './update-member.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.db.delete(users);
});

const as = (actor: Partial<Actor> = {}) => world.runtime.context({ ...SYSTEM, kind: 'user', name: 'root@test', ...actor });
const newest = async () => (await world.database.db.select().from(auditEntries).orderBy(desc(auditEntries.position)).limit(1))[0];
const member = async (id: string) => (await world.database.db.select().from(users).where(eq(users.id, id)))[0];
const me = (cookie: string) => GET(new Request('http://localhost/api/v1/me', { headers: { cookie } }));

test('an open session has a changed role, changed teams and a disabled member on its next request', async () => {
  const { id, cookie, email } = await world.person('viewer');
  expect(await (await me(cookie)).json()).toMatchObject({ role: 'viewer', teams: ['everyone'] });
  await updateMember(as(), { id, role: 'operator' });
  expect(await newest()).toMatchObject({ eventType: 'OTHER', author: 'root@test', summary: `Make ${email} operator (was viewer)` });
  await updateMember(as(), { id, teams: ['payments', 'payments'] });
  expect(await newest()).toMatchObject({
    eventType: 'TEAM_CHANGE',
    changes: [{ path: `members.${email}.teams`, before: [], after: ['payments'] }],
  });
  expect(await (await me(cookie)).json()).toMatchObject({ role: 'operator', teams: ['everyone', 'payments'] });
  await updateMember(as(), { id, disabled: true });
  expect((await me(cookie)).status).toBe(401);
  await updateMember(as(), { id, disabled: false });
  expect((await me(cookie)).status).toBe(200);
});

test('only an administrator may see or change members', async () => {
  const { id } = await world.person('viewer');
  const operator = as({ scopes: roleScopes.operator });
  await expect(listMembers(operator)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(updateMember(operator, { id, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(revokeMemberSessions(operator, { id })).rejects.toMatchObject({ code: 'forbidden' });
});

test('a change to what is already so leaves no entry, and an unknown member is missing', async () => {
  const { id } = await world.person('viewer');
  const before = await newest();
  await updateMember(as(), { id, role: 'viewer', teams: [], disabled: false });
  expect((await newest())?.id).toBe(before?.id);
  await expect(updateMember(as(), { id: 'nobody', role: 'admin' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(revokeMemberSessions(as(), { id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
});

test('the last administrator can neither be demoted nor disabled, even by two at once', async () => {
  const [one, two] = [await world.person('admin'), await world.person('admin')];
  const outcomes = await Promise.allSettled([
    updateMember(as(), { id: one.id, role: 'viewer' }),
    updateMember(as(), { id: two.id, disabled: true }),
  ]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = (await member(one.id))?.role === 'admin' ? one : two;
  await expect(updateMember(as(), { id: left.id, disabled: true })).rejects.toMatchObject({
    code: 'conflict',
    message: `${left.email} is the last administrator. Make somebody else an administrator first.`,
  });
  await expect(updateMember(as(), { id: left.id, role: 'operator' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await updateMember(as(), { id: left.id, teams: ['payments'] })).toMatchObject({ role: 'admin' });
});

test('a token that is bound to teams makes nobody an administrator and gives no team that it lacks', async () => {
  const { id } = await world.person('viewer');
  const bound = as({ kind: 'token', teams: ['everyone', 'payments'] });
  await expect(updateMember(bound, { id, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(updateMember(bound, { id, teams: ['search'] })).rejects.toMatchObject({ code: 'forbidden' });
  const poor = as({ kind: 'token', scopes: ['read', 'admin'] });
  await expect(updateMember(poor, { id, role: 'operator' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await updateMember(bound, { id, role: 'operator', teams: ['payments'] })).toMatchObject({ role: 'operator', teams: ['payments'] });
});

test('a token cannot enable a member who has more than itself', async () => {
  const { id } = await world.person('admin');
  await world.database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, id));
  const bound = as({ kind: 'token', teams: ['payments'] });
  await expect(updateMember(bound, { id, disabled: false })).rejects.toMatchObject({ code: 'forbidden' });
});

test('signing a member out everywhere ends their sessions and is told once', async () => {
  const { id, email, cookie } = await world.person('viewer');
  expect(await revokeMemberSessions(as(), { id })).toEqual({ revoked: 1 });
  const entry = await newest();
  expect(entry).toMatchObject({ summary: `End a session of ${email}`, author: 'root@test' });
  expect(await revokeMemberSessions(as(), { id })).toEqual({ revoked: 0 });
  expect((await newest())?.id).toBe(entry?.id);
  expect((await me(cookie)).status).toBe(401);
});

test('the list says who was last seen when, and holds no password', async () => {
  const { id, cookie, sessionId } = await world.person('viewer');
  await world.database.db
    .update(sessions)
    .set({ lastSeenAt: new Date(Date.now() - 3_600_000) })
    .where(eq(sessions.id, sessionId));
  await world.database.db
    .update(users)
    .set({ lastSeenAt: new Date(0), passwordHash: 'aa:bb' })
    .where(eq(users.id, id));
  await me(cookie);
  const { items } = await listMembers(as());
  expect(items).toMatchObject([{ id, role: 'viewer', disabled_at: null, rights_from_issuer: false }]);
  expect(Date.parse(items[0]?.last_seen_at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect(JSON.stringify(items)).not.toContain('aa:bb');
});

test('the first administrator is made once, whoever starts at the same time, and never while there is one', async () => {
  const ctx = world.runtime.context(SYSTEM);
  const email = 'Ada@Example.test';
  const made = await Promise.all(Array.from({ length: 4 }, () => ensureFirstAdmin(ctx, { email, password: 'correct horse battery' })));
  expect(made.filter(Boolean)).toHaveLength(1);
  const [row] = await world.database.db.select().from(users);
  expect(row).toMatchObject({ email: 'ada@example.test', role: 'admin' });
  expect(await verifyPassword('correct horse battery', row?.passwordHash ?? null)).toBe(true);
  expect(await newest()).toMatchObject({ summary: 'Make ada@example.test the first administrator', author: 'control-plane' });
  expect(JSON.stringify(await newest())).not.toContain(row?.passwordHash);
  expect(await ensureFirstAdmin(ctx, { email: 'other@example.test', password: 'another password' })).toBe(false);
});

test('where nobody is an administrator any more, a member becomes the first one again', async () => {
  const { id, email } = await world.person('viewer');
  await world.database.db.update(users).set({ issuer: 'https://sso.test', subject: randomUUID() }).where(eq(users.id, id));
  expect(await ensureFirstAdmin(world.runtime.context(SYSTEM), { email, password: 'correct horse battery' })).toBe(true);
  expect(await member(id)).toMatchObject({ role: 'admin', passwordHash: null });
});

test('outside the demo its people are disabled, and do not count as administrators', async () => {
  const ctx = world.runtime.context(SYSTEM);
  await ensureDemoUsers(world.database.db);
  await disableDemoUsers(ctx);
  await disableDemoUsers(ctx);
  expect((await world.database.db.select().from(users)).every((row) => row.disabledAt !== null)).toBe(true);
  expect(await ensureFirstAdmin(ctx, { email: 'ada@example.test' })).toBe(true);
});
