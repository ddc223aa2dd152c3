import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { GET as getMe } from '#/app/api/v1/me/route.ts';
import { auditEntries, sessions, users } from '#/lib/db/schema.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { ensureFirstAdmin } from '#/lib/usecases/ensure-first-admin.ts';
import { authServer } from './testing/auth-server.ts';
import { Browser } from './testing/browser.ts';
import { CLIENT, testIssuer, type Account, type TestIssuer } from './testing/issuer.ts';

let world: HttpWorld;
let site: Awaited<ReturnType<typeof authServer>>;
/** One for each place that an issuer may keep roles in. */
const issuers = new Map<string, TestIssuer>();
let issuer: TestIssuer;
const originalUrl = process.env.NEXTAUTH_URL;

beforeAll(async () => {
  world = await httpWorld();
  site = await authServer();
  process.env.NEXTAUTH_URL = site.url;
  for (const claimsIn of ['id_token', 'userinfo', 'access_token'] as const)
    issuers.set(claimsIn, await testIssuer({ redirectUri: `${site.url}/api/auth/callback/oidc`, claimsIn }));
  use('id_token');
});
afterEach(() => use('id_token'));
afterAll(async () => {
  if (originalUrl === undefined) delete process.env.NEXTAUTH_URL;
  else process.env.NEXTAUTH_URL = originalUrl;
  await site.close();
  for (const one of issuers.values()) await one.close();
  await world.close();
});

function use(claimsIn: string) {
  const found = issuers.get(claimsIn);
  if (!found) throw new Error(`no issuer keeps its claims in ${claimsIn}`);
  issuer = found;
  world.runtime.environment = {
    ...world.runtime.environment,
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_TEAMS_CLAIM: 'groups',
  };
}

function somebody(account: Account = {}): { sub: string; email: string } {
  const sub = randomUUID();
  const email = account.email ?? `${sub}@example.test`;
  issuer.accounts.set(sub, { email, email_verified: true, name: 'Ada', roles: ['viewer'], ...account });
  return { sub, email };
}

/** Presses the button and answers the address of the issuer that the browser is sent to. */
async function begin(browser: Browser, callbackUrl = '/services'): Promise<URL> {
  const { csrfToken } = (await (await browser.ask(`${site.url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const answer = await browser.ask(`${site.url}/api/auth/signin/oidc`, {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, callbackUrl: site.url + callbackUrl, json: 'true' }),
  });
  return new URL(((await answer.json()) as { url: string }).url);
}

/** Signs in at the issuer's own pages and comes back; answers where the browser ends. */
async function signIn(browser: Browser, sub: string, authorization?: URL, callbackUrl?: string): Promise<URL> {
  let page = await browser.go((authorization ?? (await begin(browser, callbackUrl))).href);
  for (let step = 0; step < 4 && page.status === 200; step += 1) {
    const action = /action="([^"]+)"/.exec(await page.text())?.[1];
    if (!action) break;
    const prompt: Record<string, string> = step === 0 ? { prompt: 'login', login: sub, password: 'any' } : { prompt: 'consent' };
    page = await browser.form(new URL(action, issuer.url).href, prompt);
  }
  return new URL(browser.visited.at(-1) ?? site.url);
}

const errorOf = (url: URL) => (url.pathname === '/sign-in' ? url.searchParams.get('error') : null);
const sessionOf = (browser: Browser) => browser.cookies(site.url).get('control-plane.session');
const me = async (browser: Browser): Promise<unknown> =>
  (await getMe(new Request('http://localhost/api/v1/me', { headers: { cookie: `control-plane.session=${sessionOf(browser)}` } }))).json();
const memberOf = async (sub: string) => (await world.database.db.select().from(users).where(eq(users.subject, sub)))[0];
const newest = async () => (await world.database.db.select().from(auditEntries).orderBy(desc(auditEntries.position)).limit(1))[0];

test('who signs in at the issuer comes back to the page they wanted, with the rights of their claims', async () => {
  const browser = new Browser();
  const { sub, email } = somebody({ roles: ['viewer', 'sre-operator'], groups: ['/payments'] });
  const authorization = await begin(browser);
  expect(Object.fromEntries(authorization.searchParams)).toMatchObject({
    client_id: CLIENT.id,
    response_type: 'code',
    scope: 'openid profile email',
    code_challenge_method: 'S256',
    state: expect.stringMatching(/.{20,}/) as string,
    nonce: expect.stringMatching(/.{20,}/) as string,
  });
  expect((await signIn(browser, sub, authorization)).href).toBe(`${site.url}/services`);
  expect(await me(browser)).toMatchObject({ email, name: 'Ada', role: 'operator', teams: ['everyone', 'payments'] });
  expect(await newest()).toMatchObject({
    summary: `${email} signs in through ${new URL(issuer.url).host} for the first time, as operator`,
  });
  const left = [...browser.cookies(site.url).keys()];
  expect(left.filter((name) => /pkce|state|nonce/.test(name))).toEqual([]);
});

test.each(['userinfo', 'access_token'])('roles that stand in the %s are found there', async (claimsIn) => {
  use(claimsIn);
  const browser = new Browser();
  const { sub } = somebody({ roles: ['admin'], groups: ['payments'] });
  await signIn(browser, sub);
  expect(await me(browser)).toMatchObject({ role: 'admin' });
  expect(await memberOf(sub)).toMatchObject({ teams: ['payments'], rightsFromIssuer: true });
});

test('the claims win again at the next sign-in, which is told once', async () => {
  const { sub, email } = somebody({ roles: ['admin'] });
  await signIn(new Browser(), sub);
  await world.database.db
    .update(users)
    .set({ role: 'operator', teams: ['x'] })
    .where(eq(users.subject, sub));
  issuer.accounts.set(sub, { email, name: 'Ada', roles: ['viewer'] });
  await signIn(new Browser(), sub);
  expect(await memberOf(sub)).toMatchObject({ role: 'viewer', teams: [] });
  const told = await newest();
  expect(told).toMatchObject({ eventType: 'TEAM_CHANGE' });
  await signIn(new Browser(), sub);
  expect((await newest())?.id).toBe(told?.id);
});

test.each([
  ['nobody has given a role to', { roles: ['offline_access'] }, 'no_role'],
  ['has no address', { email: 'not an address' }, 'no_email'],
])('whoever %s is refused and gets neither a row nor a session', async (_, account, error) => {
  const browser = new Browser();
  const { sub } = somebody(account);
  expect(errorOf(await signIn(browser, sub))).toBe(error);
  expect(sessionOf(browser)).toBeUndefined();
  expect(await memberOf(sub)).toBeUndefined();
});

test('a member who is disabled here is refused', async () => {
  const { sub } = somebody();
  await signIn(new Browser(), sub);
  await world.database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.subject, sub));
  const browser = new Browser();
  expect(errorOf(await signIn(browser, sub))).toBe('disabled');
  expect(sessionOf(browser)).toBeUndefined();
});

test('an address that is somebody else’s opens nothing', async () => {
  const first = somebody();
  await signIn(new Browser(), first.sub);
  const second = somebody({ email: first.email, roles: ['admin'] });
  expect(errorOf(await signIn(new Browser(), second.sub))).toBe('email_taken');
  expect(await memberOf(first.sub)).toMatchObject({ role: 'viewer' });
});

test('the first administrator keeps the role until the claims give it, and is known by a verified address only', async () => {
  await world.database.db.update(users).set({ role: 'viewer' });
  const email = `${randomUUID()}@example.test`;
  await ensureFirstAdmin(world.runtime.context(SYSTEM), { email, password: 'correct horse battery' });
  const impostor = somebody({ email, email_verified: false, roles: ['viewer'] });
  expect(errorOf(await signIn(new Browser(), impostor.sub))).toBe('email_taken');
  const browser = new Browser();
  const { sub } = somebody({ email, roles: [] });
  await signIn(browser, sub);
  expect(await me(browser)).toMatchObject({ role: 'admin' });
  expect(await memberOf(sub)).toMatchObject({ rightsFromIssuer: false, passwordHash: null });
  issuer.accounts.set(sub, { email, roles: ['admin'] });
  await signIn(new Browser(), sub);
  expect(await memberOf(sub)).toMatchObject({ rightsFromIssuer: true });
});

test('signing in opens a row that can be revoked', async () => {
  const browser = new Browser();
  const { sub } = somebody();
  await signIn(browser, sub);
  const member = await memberOf(sub);
  await world.database.db
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(eq(sessions.userId, member?.id ?? ''));
  expect(await me(browser)).toMatchObject({ status: 401 });
});

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
  'after sign-in %s leads home',
  async (target) => {
    const browser = new Browser();
    const { csrfToken } = (await (await browser.ask(`${site.url}/api/auth/csrf`)).json()) as { csrfToken: string };
    const answer = await browser.ask(`${site.url}/api/auth/signin/oidc`, {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, callbackUrl: target, json: 'true' }),
    });
    const { url } = (await answer.json()) as { url: string };
    expect((await signIn(browser, somebody().sub, new URL(url))).origin).toBe(site.url);
  },
);

test('the issuer sends nobody anywhere but to our own callback', async () => {
  const browser = new Browser();
  const authorization = await begin(browser);
  authorization.searchParams.set('redirect_uri', 'https://evil.example/');
  const answer = await browser.go(authorization.href);
  expect(answer.status).toBe(400);
});

const tamperings: [string, (back: URL, browser: Browser) => URL][] = [
  [
    'another state',
    (back) => {
      back.searchParams.set('state', 'x'.repeat(43));
      return back;
    },
  ],
  [
    'no state',
    (back) => {
      back.searchParams.delete('state');
      return back;
    },
  ],
  [
    'another code',
    (back) => {
      back.searchParams.set('code', 'x'.repeat(43));
      return back;
    },
  ],
  [
    'the answer of another issuer',
    (back) => {
      back.searchParams.set('iss', 'https://evil.example');
      return back;
    },
  ],
  ...(['state', 'nonce', 'pkce'] as const).map((name): [string, (back: URL, browser: Browser) => URL] => [
    `no ${name} cookie`,
    (back, browser) => {
      browser.cookies(site.url).delete(`control-plane.${name}`);
      return back;
    },
  ]),
];

test.each(tamperings)('coming back with %s signs nobody in', async (_, tamper) => {
  const browser = new Browser();
  const { sub } = somebody();
  browser.before = (url) => (url.pathname === '/api/auth/callback/oidc' ? tamper(url, browser) : url);
  expect(errorOf(await signIn(browser, sub))).toBe('OAuthCallback');
  expect(sessionOf(browser)).toBeUndefined();
  expect(await memberOf(sub)).toBeUndefined();
});

test.each(['nonce', 'pkce'] as const)('the %s of another attempt does not fit', async (name) => {
  const other = new Browser();
  await begin(other);
  const foreign = other.cookies(site.url).get(`control-plane.${name}`) ?? '';
  const browser = new Browser();
  browser.before = (url) => {
    if (url.pathname === '/api/auth/callback/oidc') browser.cookies(site.url).set(`control-plane.${name}`, foreign);
    return url;
  };
  expect(errorOf(await signIn(browser, somebody().sub))).toBe('OAuthCallback');
  expect(sessionOf(browser)).toBeUndefined();
});

test('a code that somebody else’s browser was sent back with signs nobody in', async () => {
  const thief = new Browser();
  await begin(thief);
  const victim = new Browser();
  let back = '';
  victim.before = (url) => {
    if (url.pathname !== '/api/auth/callback/oidc') return url;
    back = url.href;
    return null;
  };
  await signIn(victim, somebody().sub);
  expect(back).toContain('code=');
  await thief.go(back);
  expect(sessionOf(thief)).toBeUndefined();
});

test('whoever refuses at the issuer is not signed in', async () => {
  const browser = new Browser();
  const authorization = await begin(browser);
  const back = new URL(`${site.url}/api/auth/callback/oidc`);
  back.search = new URLSearchParams({ error: 'access_denied', state: authorization.searchParams.get('state') ?? '' }).toString();
  await browser.go(back.href);
  expect(errorOf(new URL(browser.visited.at(-1) ?? site.url))).toBe('Callback');
});
