import { eq } from 'drizzle-orm';
import type { NextAuthOptions } from 'next-auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endSession } from '#/lib/db/credentials.ts';
import { sessions, users } from '#/lib/db/schema.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { ensureDemoUsers } from '#/lib/usecases/ensure-demo.ts';
import { disableDemoUsers, ensureFirstAdmin } from '#/lib/usecases/ensure-first-admin.ts';
import { authOptions } from './next-auth.ts';

type Authorize = (given: Record<string, string>) => Promise<{ id: string } | null>;
type Jwt = (given: {
  token: Record<string, unknown>;
  user?: { id: string; email: string; name: string };
}) => Promise<Record<string, unknown>>;

let world: HttpWorld;
let options: NextAuthOptions;
beforeAll(async () => {
  world = await httpWorld();
  await ensureDemoUsers(world.database.db);
  options = await authOptions({ usesIssuer: false, userAgent: 'a browser' });
});
afterAll(() => world.close());

const signIn = (email: string, password: string) =>
  (options.providers[0]?.options as { authorize: Authorize }).authorize({ email, password });
const jwt: Jwt = (given) => (options.callbacks?.jwt as unknown as Jwt)(given);

test('the demo’s people sign in with their passwords, whatever the case of the address', async () => {
  expect(await signIn('Viewer@demo.local ', 'demo-viewer')).toMatchObject({ email: 'viewer@demo.local' });
});

test.each([
  ['viewer@demo.local', 'demo-admin'],
  ['viewer@demo.local', ''],
  ['nobody@demo.local', 'demo-viewer'],
  ['', ''],
])('%j with %j is nobody', async (email, password) => {
  expect(await signIn(email, password)).toBeNull();
});

test('whoever is disabled cannot sign in', async () => {
  await world.database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.email, 'operator@demo.local'));
  expect(await signIn('operator@demo.local', 'demo-operator')).toBeNull();
});

test('signing in opens a session row, and the cookie names nothing else', async () => {
  const person = await world.person('viewer');
  const token = await jwt({ token: {}, user: { id: person.id, email: person.email, name: 'A' } });
  expect(Object.keys(token).sort()).toEqual(['email', 'name', 'sid']);
  const rows = await world.database.db
    .select()
    .from(sessions)
    .where(eq(sessions.id, String(token.sid)));
  expect(rows).toMatchObject([{ userId: person.id, revokedAt: null, userAgent: 'a browser' }]);
  expect(await jwt({ token })).toEqual(token);
});

test('a session that was revoked ends in the browser too', async () => {
  const { sessionId } = await world.person('viewer');
  await endSession(world.database.db, sessionId);
  await expect(jwt({ token: { sid: sessionId } })).rejects.toThrow('the session has ended');
  await expect(jwt({ token: {} })).rejects.toThrow('the session has ended');
});

test('signing out ends the session row', async () => {
  const { sessionId } = await world.person('viewer');
  await options.events?.signOut?.({ token: { sid: sessionId }, session: { expires: '' } });
  const [row] = await world.database.db.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(row?.revokedAt).not.toBeNull();
});

test.each([
  ['/services', 'http://localhost:3000/services'],
  ['http://localhost:3000/services?x=1', 'http://localhost:3000/services?x=1'],
  ['http://localhost:3000', 'http://localhost:3000/'],
  ['http://localhost:3000.evil.example/', 'http://localhost:3000/'],
  ['http://localhost:3000@evil.example/', 'http://localhost:3000/'],
  ['https://evil.example/', 'http://localhost:3000/'],
  ['//evil.example/', 'http://localhost:3000/'],
])('after sign-in %s leads to %s', async (url, expected) => {
  expect(await options.callbacks?.redirect?.({ url, baseUrl: 'http://localhost:3000' })).toBe(expected);
});

test('outside the demo its people have no password, and the first administrator has', async () => {
  const { environment, context } = world.runtime;
  environment.DEMO = false;
  expect(await signIn('admin@demo.local', 'demo-admin')).toBeNull();
  await disableDemoUsers(context(SYSTEM));
  await ensureFirstAdmin(context(SYSTEM), { email: 'ada@example.test', password: 'correct horse battery' });
  expect(await signIn('ada@example.test', 'correct horse battery')).toMatchObject({ email: 'ada@example.test' });
  expect(await signIn('ada@example.test', 'correct horse')).toBeNull();
  expect(options.providers.map((provider) => provider.id)).toEqual(['credentials']);
  environment.DEMO = true;
});
