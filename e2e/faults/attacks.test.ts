import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../cookie-session.ts';
import { expectLedger } from '../ledger.ts';
import { percentile } from '../load.ts';
import { rawRequest } from '../raw-http.ts';
import { startRig, type Rig, type Web } from '../rig.ts';

/** Stands in what is stored and nowhere else. */
const MARKER = 'only-for-those-who-are-signed-in';

let rig: Rig;
let web: Web;
let adminCookie: string;
const bearer = () => ({ authorization: `Bearer ${rig.token}` });
const person = (role: string) => rig.users.find((user) => user.role === role) ?? { email: '', password: '' };

beforeAll(async () => {
  rig = await startRig();
  web = await rig.web();
  rig.worker();
  const { session } = await signIn(web.url, person('admin'));
  adminCookie = session.cookie();
  const known = { event_type: 'OTHER', namespace: 'production', service: 'payment-api', summary: MARKER };
  expect((await rig.ask(web, '/api/v1/audit-logs', { body: known })).status).toBe(201);
  const told = await rawRequest(web.url, '/changes', { headers: { cookie: adminCookie } });
  expect(told.body).toContain(MARKER);
});
afterAll(async () => {
  await expectLedger(rig.ownerUrl()).finally(() => rig.close());
});

const pages = [
  '/',
  '/services',
  '/services/production/payment-api',
  '/deployments',
  '/changes',
  '/settings/tokens',
  '/api/v1/services',
  '/api/v1/audit-logs',
];
const disguises: [string, (path: string) => { path: string; headers?: Record<string, string> }][] = [
  ['as it is', (path) => ({ path })],
  ['x-middleware-subrequest', (path) => ({ path, headers: { 'x-middleware-subrequest': Array(6).fill('proxy').join(':') } })],
  [
    'x-middleware-subrequest of old',
    (path) => ({ path, headers: { 'x-middleware-subrequest': Array(6).fill('src/middleware').join(':') } }),
  ],
  ['x-middleware-prefetch', (path) => ({ path, headers: { 'x-middleware-prefetch': '1', 'x-nextjs-data': '1' } })],
  ['x-invoke-path', (path) => ({ path: '/sign-in', headers: { 'x-invoke-path': path, 'x-matched-path': path, 'x-rewrite-url': path } })],
  [
    'the page path header',
    (path) => ({ path, headers: { 'x-page-path': path, 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' } }),
  ],
  ['.rsc', (path) => ({ path: `${path === '/' ? '/index' : path}.rsc`, headers: { rsc: '1' } })],
  ['?_rsc', (path) => ({ path: `${path}?_rsc=1`, headers: { rsc: '1', 'next-router-prefetch': '1' } })],
  ['_next/data', (path) => ({ path: `/_next/data/build${path === '/' ? '/index' : path}.json`, headers: { 'x-nextjs-data': '1' } })],
  ['two slashes', (path) => ({ path: `/${path}` })],
  ['a dot', (path) => ({ path: `/.${path}` })],
  ['an encoded letter', (path) => ({ path: path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`) })],
  ['encoded dots', (path) => ({ path: `/sign-in/%2e%2e${path}` })],
  ['an encoded slash', (path) => ({ path: `/sign-in%2f..${path}` })],
  ['capitals', (path) => ({ path: path.toUpperCase() })],
  ['a cookie that is none', (path) => ({ path, headers: { cookie: 'next-auth.session-token=x; __Secure-next-auth.session-token=x' } })],
];

describe('whoever is nobody reads nothing', () => {
  test.each(disguises)('%s', async (_name, disguise) => {
    for (const page of pages) {
      const { path, headers } = disguise(page);
      const answer = await rawRequest(web.url, path, { headers: headers ?? {} });
      const said = `${path}: ${answer.status}`;
      expect(answer.status, said).toBeLessThan(500);
      expect(answer.body, said).not.toMatch(new RegExp(`${MARKER}|"health":|"healthy"`));
      // Next answers a prefetch that no page matches with 200 and an empty object.
      if (page.startsWith('/api') && answer.status === 200 && !path.startsWith('/sign-in'))
        expect(answer.body, said).toMatch(/^(?:\{\})?$/);
    }
  });
});

describe('a foreign page that rides on a cookie', () => {
  const own = () => ({ cookie: adminCookie, origin: web.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' });
  const body = JSON.stringify({ event_type: 'OTHER', summary: 'from afar', namespace: 'production' });
  const attempts: [string, () => Record<string, string>][] = [
    ['Origin evil', () => ({ ...own(), origin: 'https://evil.example' })],
    ['Origin null', () => ({ ...own(), origin: 'null' })],
    ['Origin of another port', () => ({ ...own(), origin: 'http://localhost:1' })],
    ['Origin with our host as a user', () => ({ ...own(), origin: `http://${new URL(web.url).host}@evil.example` })],
    [
      'no Origin, Sec-Fetch-Site cross-site',
      () => ({ cookie: adminCookie, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }),
    ],
    ['our Origin, Sec-Fetch-Site same-site', () => ({ ...own(), 'sec-fetch-site': 'same-site' })],
    ['JSON as text/plain', () => ({ ...own(), 'content-type': 'text/plain' })],
    ['JSON as a form', () => ({ ...own(), 'content-type': 'application/x-www-form-urlencoded' })],
  ];
  test.each(attempts)('%s is 403', async (_name, headers) => {
    const answer = await rawRequest(web.url, '/api/v1/audit-logs', { method: 'POST', headers: headers(), body });
    expect(answer.status).toBe(403);
  });
  test('and our own page is not refused', async () => {
    expect((await rawRequest(web.url, '/api/v1/audit-logs', { method: 'POST', headers: own(), body })).status).toBe(201);
  });
});

describe('credentials', () => {
  test.each(['access_token', 'token', 'api_key', 'authorization', 'bearer'])('a token as ?%s= is not looked at', async (name) => {
    const answer = await rawRequest(web.url, `/api/v1/services?${name}=${encodeURIComponent(rig.token)}`);
    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain(rig.token);
  });

  test.each([
    ['nothing after it', () => 'Bearer'],
    ['two of them', () => `Bearer ${rig.token} ${rig.token}`],
    ['another scheme', () => `Token ${rig.token}`],
    ['a comma', () => `Bearer ${rig.token},x`],
    ['one sign less', () => `Bearer ${rig.token.slice(0, -1)}`],
    ['one sign more', () => `Bearer ${rig.token}A`],
    ['8,000 signs', () => `Bearer cp_${'a'.repeat(8_000)}`],
    ['an unsigned JWT', () => `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"admin"}')}.`],
    ['signs of SQL', () => `Bearer cp_' or '1'='1_x`],
  ])('a malformed Bearer is 401: %s', async (_name, value) => {
    const answer = await rawRequest(web.url, '/api/v1/me', { headers: { authorization: value() } });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  test('a token that is revoked, or that expires, is worth nothing within a second', async () => {
    const own = { cookie: adminCookie, origin: web.url, 'sec-fetch-site': 'same-origin' };
    const send = (path: string, method: string, body?: string) =>
      rawRequest(web.url, path, {
        method,
        headers: { ...own, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      });
    const make = async () => {
      const answer = await send('/api/v1/tokens', 'POST', JSON.stringify({ name: 'short-lived', scopes: ['read'] }));
      expect(answer.status, answer.body).toBe(201);
      return JSON.parse(answer.body) as { id: string; token: string };
    };
    const use = async (token: string) => (await rig.ask(web, '/api/v1/services', { headers: { authorization: `Bearer ${token}` } })).status;
    const [revoked, expiring] = [await make(), await make()];
    expect([await use(revoked.token), await use(expiring.token)]).toEqual([200, 200]);
    expect((await send(`/api/v1/tokens/${revoked.id}`, 'DELETE')).status).toBeLessThan(300);
    const owner = postgres(rig.ownerUrl(), { max: 1 });
    await owner`update api_tokens set expires_at = now() where id = ${expiring.id}`.finally(() => owner.end());
    await sleep(1_000);
    expect([await use(revoked.token), await use(expiring.token)]).toEqual([401, 401]);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%09/evil.example',
    'http://localhost.evil.example',
  ])('signing in with callbackUrl %s stays at home', async (callbackUrl) => {
    const { answer } = await signIn(web.url, { ...person('viewer'), callbackUrl });
    const target = answer.headers.get('location') ?? ((await answer.json()) as { url?: string }).url ?? '';
    expect(new URL(target, web.url).origin).toBe(new URL(web.url).origin);
    const page = await rawRequest(web.url, `/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    expect(page.body).not.toMatch(/(?:href|action)="[^"]*evil\.example/);
  });
});

describe('what is typed is data', () => {
  const hostile = [
    "' or '1'='1",
    "'; drop table services; --",
    '%27%20OR%201=1',
    '$(reboot)',
    '{{7*7}}',
    '..%2f..%2fetc%2fpasswd',
    '\\',
    '%',
    '_',
    '"}) or vector(1) #',
    "a'||pg_sleep(5)||'",
  ];
  const places = [
    (text: string) => `/api/v1/services/${encodeURIComponent(text)}/x`,
    (text: string) => `/api/v1/services?search=${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/services/production/payment-api/logs?query=${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/services/production/payment-api/logs?instance=${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/services/production/payment-api/metrics?signal=${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/services/production/payment-api/traces/${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/audit-logs?service=${encodeURIComponent(text)}&author=${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/deployments?service=${encodeURIComponent(text)}`,
    (text: string) => `/api/v1/diagnoses/${encodeURIComponent(text)}`,
  ];
  test.each(hostile)('%s in a path or a query is never a part of one', async (text) => {
    const answers = await Promise.all(places.map((place) => rawRequest(web.url, place(text), { headers: bearer() })));
    answers.forEach((answer, index) => expect([200, 400, 404], `${places[index]?.(text)}: ${answer.status}`).toContain(answer.status));
    expect((await rig.ask(web, '/api/v1/services')).body).toHaveLength(4);
  });

  test.each(hostile)('%s as a question is answered or refused, and changes nothing', async (text) => {
    expect([202, 400]).toContain((await rig.ask(web, '/api/v1/execute', { body: { user_query: text } })).status);
  });
});

describe('bodies that are meant to break', () => {
  const change = '"event_type":"OTHER","summary":"x","namespace":"production"';
  test.each([
    ['__proto__', `{${change},"__proto__":{"admin":true}}`, [400]],
    ['constructor.prototype', `{${change},"constructor":{"prototype":{"admin":true}}}`, [400]],
    ['a name twice', `{${change},"summary":"y"}`, [400]],
    ['nested 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, [400]],
    ['a number beyond all bounds', `{${change},"changes":[{"path":"a","before":1e999,"after":1}]}`, [400]],
    ['12 MB', `{${change},"url":"${'x'.repeat(12_000_000)}"}`, [413]],
    ['not JSON', '{', [400]],
    ['nothing', '', [400]],
    ['UTF-16', Buffer.from(`{${change}}`, 'utf16le').toString('latin1'), [400]],
  ])('%s', async (_name, body, statuses) => {
    const headers = { ...bearer(), 'content-type': 'application/json' };
    const answer = await rawRequest(web.url, '/api/v1/audit-logs', { method: 'POST', headers, body: Buffer.from(body, 'latin1') });
    expect(statuses).toContain(answer.status);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test.each(['gzip', 'deflate', 'br'])('a bomb of %s is not unpacked', async (encoding) => {
    const headers = { ...bearer(), 'content-type': 'application/json', 'content-encoding': encoding };
    const answer = await rawRequest(web.url, '/api/v1/audit-logs', {
      method: 'POST',
      headers,
      body: gzipSync(Buffer.alloc(50_000_000, ' ')),
    });
    expect([400, 413, 415]).toContain(answer.status);
  });
});

describe('headers', () => {
  test.each(['/sign-in', '/', '/services', '/nothing/here'])('%s carries the policy, signed in or on the way to it', async (path) => {
    for (const headers of [{}, { cookie: adminCookie }] as Record<string, string>[]) {
      const answer = await rawRequest(web.url, path, { headers });
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toBeTruthy();
      expect(answer.headers['x-powered-by']).toBeUndefined();
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      for (const [tag] of answer.body.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    }
  });
});

// Last: it uses up the attempts of this process for a minute.
test('100 sign-in attempts a minute end in 429, and an unknown address takes as long as a known one', async () => {
  const attempt = async (email: string) => {
    const began = performance.now();
    const { answer } = await signIn(web.url, { email, password: 'wrong-wrong-wrong' });
    const text = `${answer.status} ${await answer.text()} ${answer.headers.get('location') ?? ''}`;
    return { ms: performance.now() - began, limited: /429|too_many/i.test(text), status: answer.status };
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    known.push((await attempt(person('operator').email)).ms);
    unknown.push((await attempt(`nobody-${turn}@example.com`)).ms);
  }
  const [of, none] = [percentile(known, 0.5), percentile(unknown, 0.5)];
  const rest: { limited: boolean }[] = [];
  for (let turn = 0; turn < 100; turn += 5) {
    const batch = Array.from({ length: 5 }, (_none, index) => attempt(`nobody-${turn + index + 100}@example.com`));
    rest.push(...(await Promise.all(batch)));
  }
  console.log(
    `sign-in: known ${Math.round(of)} ms, unknown ${Math.round(none)} ms; ${rest.filter((one) => one.limited).length} of the next 100 limited`,
  );
  expect(Math.max(of, none) / Math.min(of, none)).toBeLessThan(2.5);
  expect(rest.filter((one) => one.limited).length).toBeGreaterThan(15);
});
