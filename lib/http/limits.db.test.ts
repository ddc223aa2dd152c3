import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as getMe } from '#/app/api/v1/me/route.ts';
import { GET as openStream } from '#/app/api/v1/stream/route.ts';
import { POST as postAlerts } from '#/app/api/v1/webhooks/alertmanager/route.ts';
import { POST as execute } from '#/app/api/v1/execute/route.ts';
import { authenticate } from '#/lib/auth/authenticate.ts';
import { endSession } from '#/lib/db/credentials.ts';
import { apiTokens, users } from '#/lib/db/schema.ts';
import { guardStream } from './guard-stream.ts';
import { eventStream } from './sse.ts';
import { httpWorld, type HttpWorld } from './testing/world.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());

const request = (headers: Record<string, string>, path = '/api/v1/me') => new Request(`http://localhost${path}`, { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function limitTo(all: number, dear: number) {
  world.runtime.environment = { ...world.runtime.environment, RATE_LIMIT_PER_MINUTE: all, RATE_LIMIT_EXECUTE_PER_MINUTE: dear };
}

test('a caller who calls too often is told when to come back, and nobody else is', async () => {
  limitTo(3, 60);
  const [mine, theirs] = [bearer(await world.token(['read'])), bearer(await world.token(['read']))];
  const answers = [];
  for (let call = 0; call < 4; call += 1) answers.push(await getMe(request(mine)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429]);
  expect(answers.map((answer) => answer.headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
  const last = answers.at(-1);
  expect(last?.headers.get('ratelimit-limit')).toBe('3');
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await last?.json()).toMatchObject({ code: 'too_many_requests', status: 429, retry_after: 20 });
  expect((await getMe(request(theirs))).status).toBe(200);
});

test('a person’s sessions count together', async () => {
  limitTo(2, 60);
  const { cookie } = await world.person('viewer');
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await getMe(request({ cookie }))).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test('asking has a limit of its own, and refused calls count towards it', async () => {
  limitTo(100, 2);
  const token = bearer(await world.token(['execute', 'read']));
  const ask = () => execute(new Request('http://localhost/api/v1/execute', { method: 'POST', headers: token }));
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([400, 400, 429]);
  expect((await getMe(request(token))).status).toBe(200);
});

test('alerts are never turned away: their sender would take a 429 for final', async () => {
  limitTo(1, 1);
  const token = await world.token(['alerts:write']);
  const send = () =>
    postAlerts(
      new Request('http://localhost/api/v1/webhooks/alertmanager', {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`alertmanager:${token}`).toString('base64')}`, 'content-type': 'application/json' },
        body: JSON.stringify({ version: '4', status: 'firing', alerts: [{ labels: { alertname: 'Limited' } }], unheard_of: true }),
      }),
    );
  expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([202, 202, 202]);
});

test('without limits no answer speaks of them', async () => {
  limitTo(0, 0);
  const answer = await getMe(request(bearer(await world.token(['read']))));
  expect([answer.status, answer.headers.get('ratelimit-limit')]).toEqual([200, null]);
});

/** A stream of somebody that is looked at every 20 ms; settles when it has ended. */
async function guarded(headers: Record<string, string>) {
  const asked = request(headers);
  const { db, environment, sessionKey } = world.runtime;
  const caller = await authenticate(asked.headers, { db, key: sessionKey, oidc: environment });
  const response = eventStream(new AbortController().signal, async (_, signal) => {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  });
  guardStream(response, asked, caller, 20);
  return { ended: response.text() };
}

test('an open stream ends when its token is revoked', async () => {
  const token = await world.token(['read']);
  const { ended } = await guarded(bearer(token));
  await world.database.db.update(apiTokens).set({ revokedAt: new Date() });
  expect(await ended).toContain(': open');
});

test('an open stream ends when its session is, and when the person’s rights change', async () => {
  const [gone, demoted] = [await world.person('viewer'), await world.person('operator')];
  const streams = [await guarded({ cookie: gone.cookie }), await guarded({ cookie: demoted.cookie })];
  await endSession(world.database.db, gone.sessionId);
  await world.database.db.update(users).set({ role: 'viewer' }).where(eq(users.id, demoted.id));
  await Promise.all(streams.map(({ ended }) => ended));
});

test('the notice stream is watched like that', async () => {
  const { cookie, sessionId } = await world.person('viewer');
  const response = await openStream(request({ cookie }, '/api/v1/stream'));
  const ended = response.text();
  await endSession(world.database.db, sessionId);
  expect(await ended).toContain(': open');
});
