import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET } from '#/app/api/v1/me/route.ts';
import { users } from '#/lib/db/schema.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { AUDIENCE, CLIENT, PROGRAM, testIssuer, type TestIssuer } from './testing/issuer.ts';

let world: HttpWorld;
let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer({ redirectUri: 'http://localhost/unused' });
  world = await httpWorld();
  Object.assign(world.runtime.environment, {
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_TEAMS_CLAIM: 'groups',
  });
});
afterAll(async () => {
  await world.close();
  await issuer.close();
});

const now = () => Math.floor(Date.now() / 1000);
const claims = (given: JWTPayload = {}): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'somebody',
  exp: now() + 60,
  iat: now(),
  azp: 'a-tool',
  realm_access: { roles: ['viewer'] },
  ...given,
});
const call = (token: string) => GET(new Request('http://localhost/api/v1/me', { headers: { authorization: `Bearer ${token}` } }));
const statusOf = async (token: string) => (await call(token)).status;

test('a program with an access token of the issuer acts with the role of its claims', async () => {
  const answer = await call(await issuer.clientToken(PROGRAM));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ kind: 'token', name: 'oidc:ci-pipeline', role: 'operator', teams: ['everyone'] });
});

test('ES256 is taken like RS256, the highest role wins, and groups are teams', async () => {
  const token = await issuer.sign(claims({ realm_access: { roles: ['viewer', 'sre-operator', 'other'] }, groups: ['/payments'] }), {
    alg: 'ES256',
  });
  expect(await (await call(token)).json()).toMatchObject({ role: 'operator', teams: ['everyone', 'payments'] });
  const admin = await issuer.sign(claims({ realm_access: { roles: ['admin', 'viewer'] } }));
  expect(await (await call(admin)).json()).toMatchObject({ role: 'admin', teams: ['*'] });
});

test.each([
  ['another audience', { aud: 'https://elsewhere.test' }],
  ['no audience', { aud: undefined }],
  ['our client id as audience, as an ID token has it', { aud: CLIENT.id }],
  ['another issuer', { iss: 'https://elsewhere.test' }],
  ['a lifetime that is over', { exp: now() - 31 }],
  ['no end', { exp: undefined }],
  ['a beginning that is to come', { nbf: now() + 120 }],
  ['no role', { realm_access: { roles: ['other'] } }],
  ['a role that only an object has', { realm_access: { roles: ['constructor', '__proto__'] } }],
  ['no subject', { sub: undefined }],
  ['the nonce of an ID token', { nonce: 'x' }],
  ['the kind of an ID token', { typ: 'ID' }],
])('%s is 401', async (_, given) => {
  expect(await statusOf(await issuer.sign(claims(given as JWTPayload)))).toBe(401);
});

test('clocks may differ by half a minute', async () => {
  expect(await statusOf(await issuer.sign(claims({ exp: now() - 20 })))).toBe(200);
});

test('a token without a signature, or signed with what is public, is 401', async () => {
  const { keys } = (await (await fetch(`${issuer.url}/jwks`)).json()) as { keys: JWK[] };
  const published = keys.find((key) => key.alg === 'RS256') ?? {};
  const pem = await exportSPKI((await importJWK({ ...published, ext: true }, 'RS256', { extractable: true })) as CryptoKey);
  const confused = (secret: string) =>
    new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: published.kid ?? '' }).sign(new TextEncoder().encode(secret));
  const good = await issuer.sign(claims());
  const [header, payload, signature = ''] = good.split('.');
  const forged = [
    new UnsecuredJWT(claims()).encode(),
    await confused(pem),
    await confused(JSON.stringify(published)),
    `${header}.${payload}.`,
    `${header}.${Buffer.from(JSON.stringify(claims({ sub: 'somebody-else' }))).toString('base64url')}.${signature}`,
    `${good}x`,
    `${good}.${good}`,
    'a.b.c',
    '..',
    `${'a'.repeat(20_000)}.b.c`,
  ];
  expect(await Promise.all(forged.map(statusOf))).toEqual(forged.map(() => 401));
});

test('an unknown key id makes the keys be asked for again, but not by everybody', async () => {
  await statusOf(await issuer.sign(claims()));
  const before = issuer.calls.get('/jwks') ?? 0;
  const strangers = await Promise.all(Array.from({ length: 20 }, () => issuer.sign(claims(), { kid: randomUUID() })));
  expect(new Set(await Promise.all(strangers.map(statusOf)))).toEqual(new Set([401]));
  expect((issuer.calls.get('/jwks') ?? 0) - before).toBeLessThanOrEqual(1);
});

test('what is not a token of ours costs the issuer nothing', async () => {
  const before = [...issuer.calls.values()].reduce((sum, count) => sum + count, 0);
  await Promise.all([statusOf('nonsense'), issuer.sign(claims({ iss: 'https://elsewhere.test' })).then(statusOf)]);
  expect([...issuer.calls.values()].reduce((sum, count) => sum + count, 0)).toBe(before);
});

test('a member who is disabled here is refused whatever the issuer says', async () => {
  const sub = randomUUID();
  const token = await issuer.sign(claims({ sub }));
  await world.database.db
    .insert(users)
    .values({ id: sub, email: `${sub}@example.test`, name: 'Ada', role: 'viewer', issuer: issuer.url, subject: sub });
  expect(await (await call(token)).json()).toMatchObject({ name: `${sub}@example.test` });
  await world.database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, sub));
  expect(await statusOf(token)).toBe(401);
});

test('an issuer that does not answer is 503, and without an issuer every such token is 401', async () => {
  const { environment } = world.runtime;
  const token = await issuer.sign(claims());
  world.runtime.environment = { ...environment };
  issuer.broken = true;
  const answer = await call(token);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  issuer.broken = false;
  world.runtime.environment = { ...environment, OIDC_ISSUER: undefined };
  expect(await statusOf(token)).toBe(401);
  world.runtime.environment = environment;
});
