import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '#/lib/contract/problem.ts';
import { endSession } from '#/lib/db/credentials.ts';
import { apiTokens, users } from '#/lib/db/schema.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { json } from './respond.ts';
import { route } from './route.ts';
import { fromOurPage, httpWorld, type HttpWorld } from './testing/world.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());

const who = route({ scope: 'read' }, ({ ctx }) => json({ name: ctx.actor.name, language: ctx.language, teams: ctx.actor.teams }));
const write = route(
  { scope: 'deployments:write', body: z.strictObject({ name: z.string().max(5), nested: z.object({ size: z.int() }).optional() }) },
  ({ body }) => json(body),
);

const get = (headers: Record<string, string> = {}, query = '') => who(new Request(`http://localhost/api/v1/who${query}`, { headers }));
const post = (body: string | undefined, headers: Record<string, string>) =>
  write(new Request('http://localhost/api/v1/write', { method: 'POST', body, headers }));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.message).toBe(problem.detail);
  expect(problem.request_id).toBe(response.headers.get('x-request-id'));
  return problem;
}

test('nobody is told how to identify themselves', async () => {
  const response = await get();
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer realm="control-plane"');
  expect((await problemOf(response)).code).toBe('unauthenticated');
});

test('a token says who calls', async () => {
  const response = await get(bearer(await world.token(['read'], { teams: ['payments'] })));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ teams: ['everyone', 'payments'] });
});

test.each(['Bearer', 'Bearer ', 'Bearer cp_aaaaaaaa_x', `Bearer cp_aaaaaaaa_${'A'.repeat(43)}`, 'Basic eDp5', 'cp_x', 'Bearer a b'])(
  'the credential "%s" is refused, and the cookie beside it does not help',
  async (authorization) => {
    const { cookie } = await world.person('admin');
    const response = await get({ authorization, cookie });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
  },
);

test('a token with the right prefix and another secret is refused', async () => {
  const token = await world.token(['read']);
  const other = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  expect((await get(bearer(other))).status).toBe(401);
});

test('a token is refused from the moment it is revoked or has expired', async () => {
  expect((await get(bearer(await world.token(['read'], { expiresAt: new Date(Date.now() - 1000) })))).status).toBe(401);
  const token = await world.token(['read']);
  expect((await get(bearer(token))).status).toBe(200);
  await world.database.db
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(eq(apiTokens.prefix, token.slice(3, 11)));
  expect((await get(bearer(token))).status).toBe(401);
});

test('the last use of a token is written at most once a minute', async () => {
  const token = await world.token(['read']);
  const lastUsed = async () => {
    await get(bearer(token));
    const [row] = await world.database.db
      .select({ at: apiTokens.lastUsedAt })
      .from(apiTokens)
      .where(eq(apiTokens.prefix, token.slice(3, 11)));
    return row?.at?.getTime();
  };
  const first = await lastUsed();
  expect(first).toBeGreaterThan(Date.now() - 10_000);
  expect(await lastUsed()).toBe(first);
});

test('a session cookie says who calls, until the session is revoked', async () => {
  const { cookie, email, sessionId } = await world.person('viewer');
  expect(await (await get({ cookie })).json()).toMatchObject({ name: email });
  await endSession(world.database.db, sessionId);
  expect((await get({ cookie })).status).toBe(401);
});

test('a person who is disabled, or whose role changes, has the rights of this moment', async () => {
  const { cookie, id } = await world.person('viewer');
  const body = JSON.stringify({ name: 'a' });
  expect((await post(body, { ...fromOurPage, cookie })).status).toBe(403);
  await world.database.db.update(users).set({ role: 'operator' }).where(eq(users.id, id));
  expect((await post(body, { ...fromOurPage, cookie })).status).toBe(200);
  await world.database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, id));
  expect((await get({ cookie })).status).toBe(401);
});

test('a forged cookie is nobody', async () => {
  const { cookie } = await world.person('admin');
  expect((await get({ cookie: `${cookie}x` })).status).toBe(401);
  expect((await get({ cookie: 'control-plane.session=eyJhbGciOiJub25lIn0.e30.' })).status).toBe(401);
});

test('too little is refused by the name of what is missing', async () => {
  const response = await post('{"name":"a"}', { ...bearer(await world.token(['read'])), 'content-type': 'application/json' });
  expect(response.status).toBe(403);
  expect(response.headers.get('www-authenticate')).toContain('scope="deployments:write"');
  expect((await problemOf(response)).detail).toContain('deployments:write');
});

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['an origin of null', { origin: 'null' }],
  ['no origin', { origin: undefined }],
  ['no origin from another site', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling of the site', { 'sec-fetch-site': 'same-site' }],
  ['JSON as plain text', { 'content-type': 'text/plain' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
])('a mutating call with a cookie and %s is refused', async (_, changed) => {
  const { cookie } = await world.person('operator');
  const headers = Object.fromEntries(
    Object.entries({ ...fromOurPage, cookie, ...changed }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const response = await post('{"name":"a"}', headers);
  expect(response.status).toBe(403);
  expect((await problemOf(response)).code).toBe('cross_site');
});

test('a token needs no origin: no browser sends it by itself', async () => {
  const headers = {
    ...bearer(await world.token(['deployments:write'])),
    'content-type': 'application/json',
    'sec-fetch-site': 'cross-site',
  };
  expect((await post('{"name":"a"}', headers)).status).toBe(200);
});

test.each([
  ['not JSON', '{', 'malformed_json', 400],
  ['a name twice', '{"name":"a","name":"b"}', 'malformed_json', 400],
  ['a prototype', '{"__proto__":{"admin":true},"name":"a"}', 'malformed_json', 400],
  ['too deep', '{"name":' + '['.repeat(60) + ']'.repeat(60) + '}', 'malformed_json', 400],
  ['an unknown field', '{"name":"a","role":"admin"}', 'invalid_input', 400],
  ['a wrong type', '{"name":1}', 'invalid_input', 400],
  ['nothing', '', 'invalid_input', 400],
  ['too much', `{"name":"${'x'.repeat(1_000_001)}"}`, 'too_large', 413],
])('a body that is %s is refused', async (_, body, code, status) => {
  const response = await post(body, { ...bearer(await world.token(['deployments:write'])), 'content-type': 'application/json' });
  expect(response.status).toBe(status);
  expect((await problemOf(response)).code).toBe(code);
});

test('each wrong field is named by its path', async () => {
  const response = await post('{"name":"toolong","nested":{"size":"x"},"more":1}', {
    ...bearer(await world.token(['deployments:write'])),
    'content-type': 'application/json',
  });
  expect((await problemOf(response)).errors?.map((error) => error.path)).toEqual(['name', 'nested.size', 'more']);
});

test('a body of another type is refused', async () => {
  const response = await post('name=a', {
    ...bearer(await world.token(['deployments:write'])),
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(response.status).toBe(415);
});

test('a token in the query string is no credential', async () => {
  const token = await world.token(['read']);
  expect((await get({}, `?token=${token}&access_token=${token}`)).status).toBe(401);
});

test('a token as the password of basic auth is taken only where the route says so', async () => {
  const basic = { authorization: `Basic ${Buffer.from(`any:${await world.token(['alerts:write'])}`).toString('base64')}` };
  const webhook = route({ scope: 'alerts:write', basic: true }, () => json({}));
  expect((await webhook(new Request('http://localhost/hook', { headers: basic }))).status).toBe(200);
  expect((await get(basic)).status).toBe(401);
});

test('an error of ours shows its request id and nothing of itself', async () => {
  const broken = route({ scope: null, public: true }, () => {
    throw new Error('password=hunter2 at postgres://u:p@host/db');
  });
  const response = await broken(new Request('http://localhost/broken', { headers: { 'x-request-id': 'from-the-caller-1' } }));
  expect(response.status).toBe(500);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ code: 'internal', request_id: 'from-the-caller-1' });
  expect(JSON.stringify(problem)).not.toContain('hunter2');
});

test('a refusal keeps its words, its fields and its extras', async () => {
  const refusing = route({ scope: null, public: true }, () => {
    throw new AppError('deployment_in_progress', 'payment-api is being deployed.', { details: { deployment_id: 'd1', retry_after: 3 } });
  });
  const response = await refusing(new Request('http://localhost/x'));
  expect(response.status).toBe(409);
  expect(response.headers.get('retry-after')).toBe('3');
  expect(await problemOf(response)).toMatchObject({ deployment_id: 'd1', detail: 'payment-api is being deployed.' });
});

test('a request id that could forge a log line is replaced', async () => {
  const response = await get({ 'x-request-id': 'a b' });
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a handler that does not end is given up, and its signal fires', async () => {
  let fired = false;
  const endless = route({ scope: null, public: true, deadlineMs: 50 }, ({ ctx }) => {
    ctx.signal.addEventListener('abort', () => (fired = true));
    return new Promise<Response>(() => undefined);
  });
  expect((await endless(new Request('http://localhost/x'))).status).toBe(503);
  expect(fired).toBe(true);
});

test('a stream outlives the deadline that it began within', async () => {
  let signal: AbortSignal | undefined;
  const stream = route({ scope: null, public: true, deadlineMs: 20 }, ({ ctx }) => {
    signal = ctx.signal;
    return json({});
  });
  await stream(new Request('http://localhost/x'));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(signal?.aborted).toBe(false);
});

test('answers are not cached, not sniffed and not framed', async () => {
  const { headers } = await get(bearer(await world.token(['read'])));
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('the language is the query’s, then the cookie’s, then the browser’s', async () => {
  const headers = { ...bearer(await world.token(['read'])), 'accept-language': 'fr, zh-Hant-TW;q=0.8, en;q=0.5' };
  const language = async (response: Response) => ((await response.json()) as { language: string }).language;
  expect(await language(await get(headers))).toBe('zh-TW');
  expect(await language(await get({ ...headers, cookie: 'locale=en' }))).toBe('en');
  expect(await language(await get({ ...headers, cookie: 'locale=en' }, '?language=zh-TW'))).toBe('zh-TW');
});

test('parameters are parsed, and one that no database could hold is refused', async () => {
  const one = route(
    { scope: null, public: true, params: z.object({ id: z.uuid() }), query: z.object({ limit: z.coerce.number().optional() }) },
    ({ params, query }) => json({ ...params, ...query }),
  );
  const call = (id: string, query: string) =>
    one(new Request(`http://localhost/things/${id}${query}`), { params: Promise.resolve({ id }) });
  const id = randomUUID();
  expect(await (await call(id, '?limit=5')).json()).toEqual({ id, limit: 5 });
  expect((await call('nonsense', '')).status).toBe(400);
  expect((await call(id, '?limit=5&limit=6')).status).toBe(400);
  expect((await call(id, '?limit=%00')).status).toBe(400);
});
