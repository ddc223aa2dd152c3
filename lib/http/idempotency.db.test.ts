import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { idempotencyKeys, users } from '#/lib/db/schema.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { remember } from './idempotency.ts';
import { json } from './respond.ts';
import { route } from './route.ts';
import { httpWorld, type HttpWorld } from './testing/world.ts';

let world: HttpWorld;
let token: string;
let calls = 0;
let hold: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  world = await httpWorld();
  token = await world.token(['deployments:write']);
});
afterAll(() => world.close());

const create = route({ scope: 'deployments:write', body: z.object({ name: z.string() }), idempotent: true }, async ({ ctx, body }) => {
  calls += 1;
  const id = randomUUID();
  await ctx.db.transaction(async (tx) => tx.insert(users).values({ id, email: `${id}@example.test`, name: body.name, role: 'viewer' }));
  await hold;
  if (body.name === 'conflict') throw new AppError('conflict', 'It is there already.');
  if (body.name === 'broken') throw new Error('broken');
  return json({ id }, { status: 201, headers: { location: `/things/${id}` } });
});

function call(key: string, name: string, handler = create, as = token): Promise<Response> {
  const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json', 'idempotency-key': key };
  return handler(new Request('http://localhost/api/v1/things', { method: 'POST', headers, body: JSON.stringify({ name }) }));
}

async function made(work: () => Promise<unknown>): Promise<number> {
  const before = calls;
  await work();
  return calls - before;
}

test('the same key and body get the first answer again, with its status and headers', async () => {
  const key = randomUUID();
  const first = await call(key, 'a');
  const made2 = await made(async () => {
    const second = await call(key, 'a');
    expect(second.status).toBe(201);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
  });
  expect(made2).toBe(0);
});

test('the same key with another body is refused', async () => {
  const key = randomUUID();
  await call(key, 'a');
  const second = await call(key, 'b');
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ code: 'idempotency_mismatch' });
});

test('keys of two callers are strangers', async () => {
  const key = randomUUID();
  const other = await world.token(['deployments:write']);
  expect(await made(() => Promise.all([call(key, 'a'), call(key, 'a', create, other)]))).toBe(2);
});

test('a duplicate waits for the first call and gets its answer', async () => {
  const key = randomUUID();
  const gate = Promise.withResolvers<void>();
  hold = gate.promise;
  setTimeout(gate.resolve, 300);
  const answers = await Promise.all([call(key, 'a'), call(key, 'a'), call(key, 'a')]);
  hold = Promise.resolve();
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
});

test('a duplicate does not wait for ever', async () => {
  const key = randomUUID();
  const gate = Promise.withResolvers<void>();
  hold = gate.promise;
  const before = calls;
  const first = call(key, 'a');
  await vi.waitUntil(() => calls > before);
  const second = await call(key, 'a');
  expect(second.status).toBe(409);
  expect(second.headers.get('retry-after')).toBe('1');
  gate.resolve();
  hold = Promise.resolve();
  expect((await first).status).toBe(201);
});

test('a refusal is an answer too', async () => {
  const key = randomUUID();
  expect((await call(key, 'conflict')).status).toBe(409);
  expect(await made(async () => expect((await call(key, 'conflict')).status).toBe(409))).toBe(0);
});

test('a call that failed after it had changed something is not made again', async () => {
  const key = randomUUID();
  expect((await call(key, 'broken')).status).toBe(500);
  await world.database.db
    .update(idempotencyKeys)
    .set({ createdAt: sql`now() - interval '2 minutes'` })
    .where(eq(idempotencyKeys.key, key));
  const again = await made(async () => {
    const response = await call(key, 'broken');
    expect(response.status).toBe(409);
    expect(((await response.json()) as { detail: string }).detail).toContain('was carried out');
  });
  expect(again).toBe(0);
});

test('a call whose process died before it changed anything may be made again after a minute and a half', async () => {
  const key = randomUUID();
  expect((await call(key, 'a')).status).toBe(201);
  await world.database.db
    .update(idempotencyKeys)
    .set({ status: null, body: null, committed: false, createdAt: sql`now() - interval '91 seconds'` })
    .where(eq(idempotencyKeys.key, key));
  expect(await made(async () => expect((await call(key, 'a')).status).toBe(201))).toBe(1);
});

test('a call that was broken off because its caller left is made again when the caller comes back', async () => {
  const reads = route({ scope: 'deployments:write', body: z.object({ name: z.string() }), idempotent: true }, async ({ ctx }) => {
    const left = Promise.withResolvers<never>();
    ctx.signal.addEventListener('abort', () => left.reject(new Error('broken off')));
    if (calls++ === before) await left.promise;
    return json({}, { status: 201 });
  });
  const before = calls;
  const key = randomUUID();
  const caller = new AbortController();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const init = { method: 'POST', headers, body: '{"name":"a"}', signal: caller.signal };
  const first = reads(new Request('http://localhost/api/v1/things', init));
  await vi.waitUntil(() => calls > before);
  caller.abort();
  await first;
  expect((await call(key, 'a', reads)).status).toBe(201);
});

test('a key is forgotten after a day', async () => {
  const key = randomUUID();
  await call(key, 'a');
  await world.database.db
    .update(idempotencyKeys)
    .set({ createdAt: sql`now() - interval '25 hours'` })
    .where(eq(idempotencyKeys.key, key));
  expect((await call(key, 'b')).status).toBe(201);
});

test('what may not be kept is answered from its memo', async () => {
  const stream = route(
    {
      scope: 'deployments:write',
      body: z.object({ name: z.string() }),
      idempotent: { resume: async (memo, { body }) => json({ resumed: memo, name: body.name }) },
    },
    () => remember(new Response('event: a\n\n', { headers: { 'content-type': 'text/event-stream' } }), { id: 'd1' }),
  );
  const key = randomUUID();
  expect(await (await call(key, 'a', stream)).text()).toBe('event: a\n\n');
  const stored = await world.database.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key));
  expect(JSON.stringify(stored)).not.toContain('event: a');
  expect(await (await call(key, 'a', stream)).json()).toEqual({ resumed: { id: 'd1' }, name: 'a' });
});

test('a key that cannot be one is refused', async () => {
  expect((await call('x'.repeat(201), 'a')).status).toBe(400);
});

test('a body that is refused uses no key up', async () => {
  const key = randomUUID();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  expect((await create(new Request('http://localhost/api/v1/things', { method: 'POST', headers, body: '{}' }))).status).toBe(400);
  expect((await call(key, 'a')).status).toBe(201);
});
