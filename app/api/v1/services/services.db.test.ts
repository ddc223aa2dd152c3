import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { seedServices } from '#/lib/usecases/seed-services.ts';
import { GET as auditLogs, POST as report } from '../audit-logs/route.ts';
import { GET as deployment } from '../deployments/[id]/route.ts';
import { GET as deployments } from '../deployments/route.ts';
import { GET as overview } from '../overview/route.ts';
import { GET as stream } from '../stream/route.ts';
import { PATCH as config } from './[namespace]/[name]/config/route.ts';
import { GET as service, PUT as put } from './[namespace]/[name]/route.ts';
import { GET as services } from './route.ts';

let world: HttpWorld;
let headers: Record<string, string>;
const params = (given: Record<string, string> = {}) => ({ params: Promise.resolve(given) });
const call = (path: string, init: { method?: string; body?: unknown; key?: string } = {}) =>
  new Request(`http://localhost/api/v1/${path}`, {
    method: init.method ?? 'GET',
    headers: { ...headers, 'content-type': 'application/json', ...(init.key ? { 'idempotency-key': init.key } : {}) },
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  });

beforeAll(async () => {
  world = await httpWorld();
  headers = {
    authorization: `Bearer ${await world.token(['admin', 'read', 'audit:read', 'changes:write', 'deployments:write'], { teams: ['*'] })}`,
  };
  const entry = {
    namespace: 'production',
    name: 'ledger',
    team: 'payments',
    version: '1.0.0',
    replicas: 1,
    config: { KEY: 'a' },
    flags: {},
  };
  await seedServices(world.runtime.context(SYSTEM), { services: [entry] });
});
afterAll(() => world.close());

test('services, deployments, changes and the overview are read over HTTP', async () => {
  const [first] = (await (await services(call('services'))).json()) as { name: string; deploying: { id: string } }[];
  expect(first).toMatchObject({ name: 'ledger', config: { KEY: 'a' } });
  const one = await deployment(call(`deployments/${first?.deploying.id}`), params({ id: first?.deploying.id ?? '' }));
  expect(await one.json()).toMatchObject({ status: 'pending', version: '1.0.0', reason: 'Waiting to be handed to the platform.' });
  const page = await deployments(call('deployments?service=ledger&limit=1'));
  expect(await page.json()).toHaveLength(1);
  const answer = await overview(call('overview'));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ services: [{ service: { name: 'ledger' }, traffic: { points: [], current: null } }] });
});

test('lists are paged by the Link header until it is gone', async () => {
  for (const name of ['alpha', 'beta']) {
    const made = await put(
      call(`services/production/${name}`, { method: 'PUT', body: { platform: 'external' } }),
      params({ namespace: 'production', name }),
    );
    expect(made.status).toBe(201);
  }
  const names: string[] = [];
  let path: string | null = 'services?limit=1';
  while (path) {
    const page: Response = await services(call(path));
    names.push(...((await page.json()) as { name: string }[]).map((row) => row.name));
    path = /<\/api\/v1\/([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? null;
  }
  expect(names).toEqual(['alpha', 'beta', 'ledger']);
});

test('a repeated call with one key is answered once and changes once', async () => {
  const at = params({ namespace: 'production', name: 'gamma' });
  const body = { platform: 'external', description: 'x' };
  const first = await put(call('services/production/gamma', { method: 'PUT', body, key: 'key-1' }), at);
  const again = await put(call('services/production/gamma', { method: 'PUT', body, key: 'key-1' }), at);
  expect([first.status, again.status]).toEqual([201, 201]);
  const other = await put(call('services/production/gamma', { method: 'PUT', body: { description: 'y' }, key: 'key-1' }), at);
  expect(other.status).toBe(409);
});

test('a change while another is open, an unknown service and bad names are refused plainly', async () => {
  const at = params({ namespace: 'production', name: 'ledger' });
  const busy = await config(call('services/production/ledger/config', { method: 'PATCH', body: { set: { KEY: 'b' } } }), at);
  expect(await busy.json()).toMatchObject({ code: 'deployment_in_progress', status: 409 });
  const missing = await service(call('services/production/none'), params({ namespace: 'production', name: 'none' }));
  expect(missing.status).toBe(404);
  const bad = await config(call('services/production/ledger/config', { method: 'PATCH', body: { set: { '1BAD': 'b' } } }), at);
  expect(bad.status).toBe(400);
});

test('changes are reported and asked for; a missing time is named', async () => {
  const made = await report(
    call('audit-logs', {
      method: 'POST',
      body: { event_type: 'OTHER', summary: 'merged', service: 'ledger', external_id: 'm-1', source: 'github' },
    }),
  );
  expect(await made.json()).toEqual([{ id: expect.any(String) as string, external_id: 'm-1', created: true }]);
  const [start, end] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)].map((date) => encodeURIComponent(date.toISOString()));
  const found = await auditLogs(call(`audit-logs?service_name=ledger&start_time=${start}&end_time=${end}`));
  expect(((await found.json()) as { summary: string }[]).map((row) => row.summary)).toEqual([
    'merged',
    'Deploy ledger 1.0.0 for the first time',
    'Register ledger for team payments',
  ]);
  const missing = await auditLogs(call(`audit-logs?end_time=${end}`));
  expect(await missing.json()).toMatchObject({ status: 400, errors: [{ path: 'start_time' }] });
});

test('notices reach the stream of those who may hear them, and nobody else', async () => {
  const reader = async (teams: string[]) => {
    const token = await world.token(['read'], { teams });
    const stop = new AbortController();
    const request = new Request('http://localhost/api/v1/stream?topics=services', {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    });
    const body = (await stream(request)).body?.pipeThrough(new TextDecoderStream()).getReader();
    return { stop, read: async () => (await body?.read())?.value ?? '' };
  };
  const [insider, outsider] = await Promise.all([reader(['payments']), reader(['shop'])]);
  await Promise.all([insider.read(), outsider.read()]);
  await world.runtime.listener.ready();
  for (const [name, team] of [
    ['secret', 'payments'],
    ['open', 'everyone'],
  ] as const) {
    await put(
      call(`services/production/${name}`, { method: 'PUT', body: { platform: 'external', team } }),
      params({ namespace: 'production', name }),
    );
  }
  expect(await insider.read()).toContain('production/secret');
  expect(await outsider.read()).toContain('production/open');
  insider.stop.abort();
  outsider.stop.abort();
});
