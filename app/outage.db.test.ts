import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { GET as healthz } from '#/app/healthz/route.ts';
import { GET as me } from '#/app/api/v1/me/route.ts';
import { GET as readyz } from '#/app/readyz/route.ts';
import { runtime, useRuntime } from '#/lib/runtime.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.close();
  await Promise.race([runtime().close(), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  useRuntime(undefined);
});

/** The runtime on a database that takes connections and says nothing, or one that is not there at all. */
async function withDatabaseAt(port: number): Promise<void> {
  Object.assign(process.env, {
    DATABASE_URL: `postgres://u:hunter2@127.0.0.1:${port}/x`,
    NEXTAUTH_SECRET: 'x'.repeat(32),
    LOG_LEVEL: 'silent',
  });
  useRuntime(undefined);
  runtime('test');
}

async function silentPort(): Promise<number> {
  const silent = createServer(() => undefined);
  server = silent;
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  return (silent.address() as AddressInfo).port;
}

const token = { authorization: `Bearer cp_aaaaaaaa_${'A'.repeat(43)}` };

test('a database that is away makes calls 503 at once, and names no address', async () => {
  const port = await silentPort();
  server?.close();
  await withDatabaseAt(port);
  const response = await me(new Request('http://localhost/api/v1/me', { headers: token }));
  const text = await response.text();
  expect(response.status).toBe(503);
  expect(text).not.toContain('hunter2');
  expect(text).not.toContain(String(port));
});

test('a database that has fallen silent makes calls 503 in a few seconds, while the process says that it lives', async () => {
  await withDatabaseAt(await silentPort());
  const [called, ready, alive] = await Promise.all([
    me(new Request('http://localhost/api/v1/me', { headers: token })),
    readyz(new Request('http://localhost/readyz')),
    healthz(new Request('http://localhost/healthz')),
  ]);
  expect(called.status).toBe(503);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ missing: [{ part: 'database' }] });
  expect(alive.status).toBe(200);
});
