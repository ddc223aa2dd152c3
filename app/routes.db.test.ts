import { globSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '#/lib/domain/actor.ts';
import { METHODS, type Method, type RouteModule } from '#/lib/http/openapi.ts';
import { isRefusal } from '#/lib/http/other-methods.ts';
import type { RouteHandler } from '#/lib/http/route.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';

/** What each method of each route file asks of its caller. A route that is not here fails the test below. */
const expected: Record<string, Partial<Record<Method, Scope | 'public' | 'any'>>> = {
  '/api/[[...unknown]]': { GET: 'any', POST: 'any', PUT: 'any', PATCH: 'any', DELETE: 'any' },
  '/api/openapi.json': { GET: 'read' },
  '/api/v1/audit-logs': { GET: 'audit:read', POST: 'changes:write' },
  '/api/v1/catalogue': { PUT: 'admin' },
  '/api/v1/channels': { GET: 'admin', POST: 'admin' },
  '/api/v1/channels/[id]': { PATCH: 'admin', DELETE: 'admin' },
  '/api/v1/channels/[id]/preview': { GET: 'admin' },
  '/api/v1/channels/[id]/test': { POST: 'admin' },
  '/api/v1/demo/traffic': { GET: 'read', POST: 'deployments:write' },
  '/api/v1/deployments': { GET: 'read', POST: 'deployments:write' },
  '/api/v1/deployments/[id]': { GET: 'read', PATCH: 'deployments:write' },
  '/api/v1/deployments/[id]/rollback': { POST: 'deployments:write' },
  '/api/v1/deployments/[id]/rollback-plan': { GET: 'read' },
  '/api/v1/diagnoses': { GET: 'read' },
  '/api/v1/diagnoses/[id]': { GET: 'read' },
  '/api/v1/diagnoses/[id]/cancel': { POST: 'execute' },
  '/api/v1/diagnoses/[id]/events': { GET: 'read' },
  '/api/v1/diagnoses/[id]/feedback': { POST: 'execute' },
  '/api/v1/diagnoses/[id]/report.md': { GET: 'read' },
  '/api/v1/execute': { POST: 'execute' },
  '/api/v1/inbox': { GET: 'read' },
  '/api/v1/inbox/read': { POST: 'read' },
  '/api/v1/incidents': { GET: 'read' },
  '/api/v1/incidents/[id]': { GET: 'read' },
  '/api/v1/incidents/[id]/acknowledge': { POST: 'incidents:write' },
  '/api/v1/incidents/[id]/assign': { POST: 'incidents:write' },
  '/api/v1/incidents/[id]/notes': { POST: 'incidents:write' },
  '/api/v1/incidents/[id]/reopen': { POST: 'incidents:write' },
  '/api/v1/incidents/[id]/resolve': { POST: 'incidents:write' },
  '/api/v1/me': { GET: 'any' },
  '/api/v1/members': { GET: 'admin' },
  '/api/v1/members/[id]': { PATCH: 'admin' },
  '/api/v1/members/[id]/revoke-sessions': { POST: 'admin' },
  '/api/v1/notifications': { GET: 'admin' },
  '/api/v1/notifications/[id]/resend': { POST: 'admin' },
  '/api/v1/overview': { GET: 'read' },
  '/api/v1/services': { GET: 'read' },
  '/api/v1/services/[namespace]/[name]': { GET: 'read', PUT: 'admin', DELETE: 'admin' },
  '/api/v1/services/[namespace]/[name]/config': { PATCH: 'deployments:write' },
  '/api/v1/services/[namespace]/[name]/flags': { PATCH: 'deployments:write' },
  '/api/v1/services/[namespace]/[name]/instances': { GET: 'read' },
  '/api/v1/services/[namespace]/[name]/logs': { GET: 'telemetry:read' },
  '/api/v1/services/[namespace]/[name]/metrics': { GET: 'telemetry:read' },
  '/api/v1/services/[namespace]/[name]/restart': { POST: 'deployments:write' },
  '/api/v1/services/[namespace]/[name]/rules': { GET: 'read', POST: 'admin' },
  '/api/v1/services/[namespace]/[name]/rules/[id]': { PATCH: 'admin', DELETE: 'admin' },
  '/api/v1/services/[namespace]/[name]/rules/preview': { POST: 'telemetry:read' },
  '/api/v1/services/[namespace]/[name]/scale': { POST: 'deployments:write' },
  '/api/v1/services/[namespace]/[name]/start': { POST: 'deployments:write' },
  '/api/v1/services/[namespace]/[name]/stop': { POST: 'deployments:write' },
  '/api/v1/services/[namespace]/[name]/traces': { GET: 'telemetry:read' },
  '/api/v1/services/[namespace]/[name]/traces/[traceId]': { GET: 'telemetry:read' },
  '/api/v1/sessions': { GET: 'read', DELETE: 'read' },
  '/api/v1/sessions/[id]': { DELETE: 'read' },
  '/api/v1/silences': { GET: 'read', POST: 'incidents:write' },
  '/api/v1/silences/[id]': { DELETE: 'incidents:write' },
  '/api/v1/stream': { GET: 'read' },
  '/api/v1/tokens': { GET: 'admin', POST: 'admin' },
  '/api/v1/tokens/[id]': { DELETE: 'admin' },
  '/api/v1/webhooks/alertmanager': { POST: 'alerts:write' },
  '/diagnostics/[[...unknown]]': { GET: 'any', POST: 'any', PUT: 'any', PATCH: 'any', DELETE: 'any' },
  '/diagnostics/alerts': { POST: 'execute' },
  '/diagnostics/deployment': { POST: 'execute' },
  '/execute': { POST: 'execute' },
  '/healthz': { GET: 'public' },
  '/metrics': { GET: 'telemetry:read' },
  '/readyz': { GET: 'public' },
};

/** next-auth's own endpoints: how one becomes somebody. */
const SIGN_IN = '/api/auth/[...nextauth]';

const files = globSync('app/**/route.ts', { cwd: process.cwd() });
const modules = new Map<string, RouteModule>();
let world: HttpWorld;

beforeAll(async () => {
  world = await httpWorld();
  for (const file of files) modules.set(pathOf(file), (await import(`${process.cwd()}/${file}`)) as RouteModule);
}, 60_000);
afterAll(() => world.close());

/** `app/(app)/x/[id]/route.ts` serves `/x/[id]`. */
function pathOf(file: string): string {
  const inside = file.slice('app/'.length, -'/route.ts'.length);
  return `/${inside
    .split('/')
    .filter((part) => !part.startsWith('('))
    .join('/')}`;
}

function handlerOf(path: string, method: Method): RouteHandler {
  const handler = modules.get(path)?.[method];
  if (typeof handler !== 'function' || !('options' in handler)) throw new Error(`${method} ${path} is not made by route()`);
  return handler as RouteHandler;
}

/** Calls it as a program would that knows the path and sends an empty object. */
function call(path: string, method: Method, headers: Record<string, string>): Promise<Response> {
  const names = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].flatMap(([whole, name]) =>
    name ? [[name, whole.startsWith('[...') ? ['x'] : 'x'] as const] : [],
  );
  const url = `http://localhost${path.replaceAll(/\[+[^\]]+\]+/g, 'x')}`;
  const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
  return handlerOf(path, method)(new Request(url, { method, body, headers: { 'content-type': 'application/json', ...headers } }), {
    params: Promise.resolve(Object.fromEntries(names)),
  });
}

test('every route file and method is known here, with what it asks of its caller', () => {
  const found = Object.fromEntries(
    [...modules]
      .filter(([path]) => path !== SIGN_IN)
      .map(([path, module]) => {
        const methods = METHODS.filter((method) => module[method] !== undefined && !isRefusal(module[method])).map((method) => {
          const { options } = handlerOf(path, method);
          return [method, options.public ? 'public' : (options.scope ?? 'any')] as const;
        });
        return [path, Object.fromEntries(methods)];
      }),
  );
  expect(found).toEqual(expected);
});

test('no route answers to a name that Next does not know as a method', () => {
  const known = [...METHODS, 'OPTIONS', 'dynamic', 'runtime', 'maxDuration'];
  const strange = [...modules].flatMap(([path, module]) =>
    Object.keys(module)
      .filter((name) => !known.includes(name))
      .map((name) => `${path} ${name}`),
  );
  expect(strange).toEqual([]);
});

const others = Object.keys(expected).flatMap((path) =>
  [...METHODS, 'OPTIONS' as const]
    .filter((method) => method === 'OPTIONS' || !expected[path]?.[method])
    .map((method) => ({ path, method })),
);

test.each(others)('$method $path is refused in our own words', async ({ path, method }) => {
  const handler = modules.get(path)?.[method] as ((request: Request) => Promise<Response>) | undefined;
  if (!handler) throw new Error(`${path} leaves ${method} to Next`);
  const ask = (headers: Record<string, string>) => handler(new Request('http://localhost/x', { method, headers }));
  const isPublic = Object.values(expected[path] ?? {}).includes('public');
  expect((await ask({})).status).toBe(isPublic ? (method === 'OPTIONS' ? 204 : 405) : 401);
  const response = await ask({ authorization: `Bearer ${await world.token([])}` });
  expect(response.headers.get('x-request-id')).toBeTruthy();
  if (path.includes('unknown')) return expect(response.status).toBe(404);
  expect(response.status).toBe(method === 'OPTIONS' ? 204 : 405);
  expect(response.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(Object.keys(expected[path] ?? {})));
  if (method !== 'OPTIONS') expect(await response.json()).toMatchObject({ code: 'method_not_allowed', status: 405 });
});

const guarded = Object.entries(expected).flatMap(([path, methods]) =>
  METHODS.flatMap((method) => {
    const needs = methods[method];
    return needs && needs !== 'public' ? [{ path, method, needs }] : [];
  }),
);

describe.each(guarded)('$method $path', ({ path, method, needs }) => {
  test('is 401 for nobody', async () => {
    const response = await call(path, method, {});
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBeTruthy();
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  test('is 401 for a wrong token, a revoked one and an expired one', async () => {
    const scopes = needs === 'any' ? [] : [needs];
    const wrong = [
      `cp_aaaaaaaa_${'A'.repeat(43)}`,
      await world.token(scopes, { revoked: true }),
      await world.token(scopes, { expiresAt: new Date(Date.now() - 1000) }),
    ];
    const answers = await Promise.all(wrong.map((token) => call(path, method, { authorization: `Bearer ${token}` })));
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
  });

  if (needs !== 'any')
    test('is 403 for too little, naming what is missing', async () => {
      const others: Scope[] = needs === 'read' ? ['alerts:write'] : ['read'];
      const response = await call(path, method, { authorization: `Bearer ${await world.token(others)}` });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'forbidden', required_scope: needs });
    });

  if (needs === 'admin' || needs === 'deployments:write' || needs === 'changes:write')
    test('is 403 for a viewer', async () => {
      const { cookie } = await world.person('viewer');
      const response = await call(path, method, { cookie, host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' });
      expect(response.status).toBe(403);
    });

  test('is 403 for an operator exactly where an administrator is needed', async () => {
    if (needs === 'alerts:write') return;
    const { cookie } = await world.person('operator');
    const headers = { cookie, host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    const { status } = await call(path, method, headers);
    if (needs === 'admin') expect(status).toBe(403);
    else expect([401, 403]).not.toContain(status);
  });

  if (method !== 'GET')
    test('is 403 for a foreign page that rides on a cookie', async () => {
      const { cookie } = await world.person('admin');
      const response = await call(path, method, { cookie, host: 'localhost', origin: 'https://evil.example' });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'cross_site' });
    });
});

test('an unknown path is nothing to nobody, and missing to somebody', async () => {
  const response = await call('/api/[[...unknown]]', 'GET', { authorization: `Bearer ${await world.token([])}` });
  expect(response.status).toBe(404);
});
