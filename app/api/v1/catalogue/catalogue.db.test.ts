import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries, deployments, services } from '#/lib/db/schema.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { PUT } from './route.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());

async function put(body: string, type: string, query = '', scopes: Parameters<HttpWorld['token']>[0] = ['admin']) {
  const headers = { authorization: `Bearer ${await world.token(scopes)}`, 'content-type': type };
  const answer = await PUT(new Request(`http://localhost/api/v1/catalogue${query}`, { method: 'PUT', body, headers }));
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const yaml = `
services:
  - namespace: production
    name: worker
    platform: local
    first_deployment: { version: 1.0.0, replicas: 2, config: { API_TOKEN: very-secret-value }, flags: { fast: true } }
`;

test('YAML registers a service and begins its first deployment, with its secrets encrypted', async () => {
  expect(await put(yaml, 'application/yaml', '?dry_run=true')).toMatchObject({
    status: 200,
    body: { dry_run: true, services: [{ action: 'created' }] },
  });
  expect(await world.database.db.$count(services)).toBe(0);
  const { status, body } = await put(yaml, 'application/yaml; charset=utf-8');
  expect(status).toBe(200);
  expect(body).toEqual({
    dry_run: false,
    services: [
      {
        service: 'production/worker',
        action: 'created',
        changes: [
          { path: 'platform', before: null, after: 'local' },
          { path: 'version', before: null, after: '1.0.0' },
        ],
      },
    ],
  });
  const [row] = await world.database.db.select().from(deployments);
  expect(row).toMatchObject({
    version: '1.0.0',
    status: 'pending',
    snapshot: { replicas: 2, flags: { fast: true }, secretKeys: ['API_TOKEN'] },
  });
  expect(JSON.stringify([row, await world.database.db.select().from(auditEntries)])).not.toContain('very-secret-value');
  expect(await put(yaml, 'application/yaml')).toMatchObject({ body: { services: [{ action: 'unchanged', changes: [] }] } });
});

test('JSON does the same, and one mistake keeps everything out', async () => {
  const entries = [
    { namespace: 'staging', name: 'one', team: 'a' },
    { namespace: 'staging', name: 'two', team: 'b' },
  ];
  expect(await put(JSON.stringify({ services: entries }), 'application/json')).toMatchObject({ status: 200 });
  const moving = {
    services: [
      { ...entries[0], team: 'z' },
      { namespace: 'production', name: 'worker', platform: 'external' },
    ],
  };
  expect(await put(JSON.stringify(moving), 'application/json')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  const teams = await world.database.db.select({ name: services.name, team: services.team }).from(services);
  expect(teams).toContainEqual({ name: 'one', team: 'a' });
  const pruned = await put(JSON.stringify({ services: [entries[0]] }), 'application/json', '?prune=true');
  expect(pruned.body.services).toEqual([
    { service: 'staging/one', action: 'unchanged', changes: [] },
    { service: 'staging/two', action: 'removed', changes: [] },
  ]);
});

test('it is for administrators, and other types are refused', async () => {
  expect(await put(yaml, 'application/yaml', '', ['deployments:write'])).toMatchObject({ status: 403 });
  expect(await put(yaml, 'text/plain')).toMatchObject({ status: 415 });
  expect(await put('services: 1', 'application/yaml')).toMatchObject({ status: 400, body: { errors: [{ path: 'document 1, services' }] } });
});
