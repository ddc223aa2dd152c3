import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localSpans } from '#/lib/db/schema.ts';
import { ask } from '../fixtures/ask.ts';
import { openHarness, type Harness } from '../fixtures/harness.ts';

/** A way to the database that can be cut and mended. */
async function openWay(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let cut = false;
  const server = createServer((client) => {
    if (cut) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const way = new URL(url);
  way.hostname = '127.0.0.1';
  way.port = String((server.address() as AddressInfo).port);
  const breakAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: way.href,
    cut: () => {
      cut = true;
      breakAll();
    },
    mend: () => (cut = false),
    close: () => {
      breakAll();
      server.close();
    },
  };
}

let harness: Harness;
let way: Awaited<ReturnType<typeof openWay>>;
let agent: Awaited<ReturnType<Harness['startHere']>>;
beforeAll(async () => {
  harness = await openHarness();
  way = await openWay(harness.database.url);
  agent = await harness.startHere(way.url);
});
afterAll(async () => {
  await agent.stop();
  way.close();
  await harness.close();
});

describe('an agent whose database goes away', () => {
  it('keeps its services, loses nothing they say and takes up what was asked meanwhile', async () => {
    await harness.apply('good');
    const before = await harness.eventually((status) => expect(status.instances[0]?.ready).toBe(true));
    way.cut();
    await sleep(500);
    const generation = await harness.apply('better', { replicas: 1 });
    for (let call = 0; call < 20; call += 1) expect(await ask(harness.basePort + 1, '/say')).toBe('');
    const pid = before.instances[0]?.pid ?? 0;
    expect(() => process.kill(pid, 0)).not.toThrow();
    await sleep(4000);

    way.mend();
    const after = await harness.eventually((status) => {
      expect(status.observedGeneration).toBe(generation);
      expect(status.instances.map((item) => [item.version, item.ready])).toEqual([['better', true]]);
    });
    expect(after.failure).toBeNull();
    expect((await harness.lines()).filter((line) => line === 'said')).toHaveLength(20);
    const holders = () =>
      harness.database.db.execute(
        sql`select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      );
    await expect.poll(holders, { timeout: 5000 }).toHaveLength(1);
  });

  it('stores the traces that its receiver was sent', async () => {
    const start = Date.now();
    const span = {
      traceId: 'c'.repeat(32),
      spanId: 'd'.repeat(16),
      name: 'GET /',
      kind: 2,
      startTimeUnixNano: `${start}000000`,
      endTimeUnixNano: `${start + 5}000000`,
    };
    const body = JSON.stringify({
      resourceSpans: [
        { resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] }, scopeSpans: [{ spans: [span, span] }] },
      ],
    });
    const response = await fetch(`http://127.0.0.1:${harness.basePort}/v1/traces`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
    await expect.poll(() => harness.database.db.select().from(localSpans)).toHaveLength(1);
    expect((await harness.database.db.select().from(localSpans))[0]).toMatchObject({
      service: 'shop',
      kind: 'server',
      durationMs: 5,
      attributes: {},
    });
  });
});
