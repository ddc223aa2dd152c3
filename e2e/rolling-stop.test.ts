import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#/lib/db/client.ts';
import { startEmbedded, type EmbeddedServer } from '#/lib/db/embedded.ts';
import { migrate } from '#/lib/db/migrate.ts';
import { auditEntries } from '#/lib/db/schema.ts';
import { temporaryFolder } from '#/lib/db/testing/server.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { readEnvironment } from '#/lib/env.ts';
import { createRuntime } from '#/lib/runtime.ts';
import { createToken } from '#/lib/usecases/create-token.ts';
import { freeBlock, until } from './demo.ts';

type Web = { url: string; child: ChildProcess; said(): string };
let server: EmbeddedServer;
let environment: Record<string, string>;
let token: string;
let base: number;
const webs: Web[] = [];

beforeAll(async () => {
  server = await startEmbedded({ dataDir: await temporaryFolder(), log: pino({ level: 'silent' }) });
  await migrate(server.ownerUrl);
  base = await freeBlock();
  environment = {
    DATABASE_URL: server.appUrl,
    NEXTAUTH_SECRET: randomBytes(48).toString('base64url'),
    NEXTAUTH_URL: `http://localhost:${base}`,
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
  };
  const runtime = createRuntime(readEnvironment(environment), { name: 'test', poolSize: 1 });
  const made = await createToken(runtime.context(SYSTEM), { name: 'load', scopes: ['changes:write', 'read'], teams: ['*'] });
  await runtime.close();
  token = made.token;
  for (const index of [0, 1]) webs.push(start(base + index));
  for (const web of webs)
    await until(
      web.url,
      () =>
        fetch(`${web.url}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        ),
      Boolean,
    );
});
afterAll(async () => {
  for (const { child } of webs) if (child.exitCode === null) child.kill('SIGKILL');
  await server.stop();
});

/** One web as `npm start` runs it in production. */
function start(port: number): Web {
  const child = spawn(process.execPath, ['cli/start.ts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { url: `http://localhost:${port}`, child, said: () => said };
}

const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

/** Sends records to the two in turn, and to the other one when a connection is refused or cut; answers what was acknowledged. */
async function load(name: string, stop: AbortSignal, refusals: string[]): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let count = 0; !stop.aborted; count += 1) {
    const id = `${name}-${count}`;
    const body = JSON.stringify({
      external_id: id,
      source: 'load',
      namespace: 'production',
      event_type: 'OTHER',
      summary: id,
      timestamp: new Date().toISOString(),
    });
    for (let attempt = count; attempt < count + 20; attempt += 1) {
      const web = webs[attempt % webs.length];
      const answer = await fetch(`${web?.url}/api/v1/audit-logs`, {
        method: 'POST',
        headers: headers(),
        body,
        signal: AbortSignal.timeout(15_000),
      }).catch(() => null);
      if (!answer) continue;
      await answer.text().catch(() => refusals.push(`${id}: cut after ${answer.status}`));
      if (answer.status === 201) acknowledged.push(id);
      else refusals.push(`${id}: ${answer.status}`);
      break;
    }
  }
  return acknowledged;
}

test('of two webs under load one is stopped and started anew: nothing that was acknowledged is lost, and its streams say when to come back', async () => {
  const [first] = webs;
  if (!first) throw new Error('no web was started');
  const stop = new AbortController();
  const refusals: string[] = [];
  const senders = Array.from({ length: 8 }, (_, index) => load(`sender-${index}`, stop.signal, refusals));
  const stream = await fetch(`${first.url}/api/v1/stream?topics=changes`, { headers: headers() });
  const heard = stream.text();
  await sleep(2_000);

  const exited = once(first.child, 'exit');
  const asked = Date.now();
  first.child.kill('SIGTERM');
  expect(await heard).toMatch(/event: notice\n[^]*retry: 500\n\n$/);
  expect(await exited, first.said()).toEqual([0, null]);
  expect(Date.now() - asked).toBeLessThan(10_000);
  await expect(fetch(`${first.url}/healthz`)).rejects.toThrow();

  const again = start(Number(new URL(first.url).port));
  webs[0] = again;
  await until(
    again.url,
    () =>
      fetch(`${again.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    Boolean,
  );
  await sleep(1_000);
  stop.abort();
  const acknowledged = (await Promise.all(senders)).flat();
  expect(refusals).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(100);
  const db = openDatabase(server.appUrl, { max: 1 });
  const stored = await db.select({ id: auditEntries.externalId }).from(auditEntries).where(inArray(auditEntries.externalId, acknowledged));
  await db.close();
  expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
});
