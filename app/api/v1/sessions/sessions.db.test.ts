import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromOurPage, httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { GET as me } from '../me/route.ts';
import { DELETE as endOne } from './[id]/route.ts';
import { DELETE as endAll, GET as list } from './route.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());

const ask = (cookie: string) => new Request('http://localhost/api/v1/sessions', { headers: { cookie } });
const change = (cookie: string) =>
  new Request('http://localhost/api/v1/sessions', { method: 'DELETE', headers: { ...fromOurPage, cookie } });
const one = (cookie: string, id: string) => endOne(change(cookie), { params: Promise.resolve({ id }) });

test('people see their own sessions, and which of them this is', async () => {
  const [mine, other] = [await world.person('viewer'), await world.person('viewer')];
  const sessions = (await (await list(ask(mine.cookie))).json()) as { id: string; current: boolean }[];
  expect(sessions).toMatchObject([{ id: mine.sessionId, current: true, user_agent: 'test' }]);
  expect(JSON.stringify(sessions)).not.toContain(other.sessionId);
});

test('somebody else’s session cannot be ended, nor seen to exist', async () => {
  const [mine, other] = [await world.person('admin'), await world.person('viewer')];
  expect((await one(mine.cookie, other.sessionId)).status).toBe(404);
  expect((await list(ask(other.cookie))).status).toBe(200);
});

test('a session that is ended is refused on its next call', async () => {
  const mine = await world.person('viewer');
  expect((await one(mine.cookie, mine.sessionId)).status).toBe(204);
  expect((await list(ask(mine.cookie))).status).toBe(401);
});

test('all of mine are ended together, and nobody else’s', async () => {
  const [mine, other] = [await world.person('viewer'), await world.person('viewer')];
  expect((await endAll(change(mine.cookie))).status).toBe(204);
  expect((await list(ask(mine.cookie))).status).toBe(401);
  expect((await list(ask(other.cookie))).status).toBe(200);
});

test('who one is says what one may do', async () => {
  const { cookie, email } = await world.person('operator', ['payments']);
  const response = await me(new Request('http://localhost/api/v1/me', { headers: { cookie } }));
  expect(await response.json()).toEqual({
    kind: 'user',
    name: 'A operator',
    email,
    role: 'operator',
    scopes: ['execute', 'read', 'telemetry:read', 'audit:read', 'changes:write', 'deployments:write', 'incidents:write'],
    teams: ['everyone', 'payments'],
  });
});
