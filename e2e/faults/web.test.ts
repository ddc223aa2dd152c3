import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectLedger } from '../ledger.ts';
import { acknowledged, percentile, startLoad, tally } from '../load.ts';
import { startRig, type Rig, type Web } from '../rig.ts';

let rig: Rig;
let first: Web;
let second: Web;

beforeAll(async () => {
  rig = await startRig();
  [first, second] = await Promise.all([rig.web(), rig.web()]);
});
afterAll(() => rig.close());

type Reader = { heard: { id: string; at: number }[]; reconnected: number[]; stop(): void };

/** Reads notices as a page does, from whichever web answers, and notes for how long it had none. */
function reader(urls: () => string): Reader {
  const stopping = new AbortController();
  const { signal } = stopping;
  const said: Reader = { heard: [], reconnected: [], stop: () => stopping.abort() };
  const once = async (lost: number | null) => {
    const headers = { authorization: `Bearer ${rig.token}`, accept: 'text/event-stream' };
    const answer = await fetch(`${urls()}/api/v1/stream?topics=changes`, { headers, signal });
    if (!answer.ok || !answer.body) return;
    if (lost !== null) said.reconnected.push(performance.now() - lost);
    lost = null;
    const decoded = answer.body.pipeThrough(new TextDecoderStream());
    for await (const { data } of decoded.pipeThrough(new EventSourceParserStream())) {
      said.heard.push({ id: (JSON.parse(data) as { id: string }).id, at: performance.now() });
    }
  };
  void (async () => {
    for (let lost: number | null = null; !signal.aborted; lost ??= performance.now()) {
      const before = said.reconnected.length;
      // The web is gone: it is looked for again.
      await once(lost).catch(() => undefined);
      if (said.reconnected.length > before) lost = null;
      await sleep(100, undefined, { signal }).catch(() => undefined);
    }
  })();
  return said;
}

/** When each change that readers may hear of was sent, by its id. */
const announced = new Map<string, number>();

async function announce(web: Web): Promise<void> {
  const sent = performance.now();
  const body = { event_type: 'OTHER', namespace: 'load', summary: 'heard by all' };
  const { body: created } = await rig.ask(web, '/api/v1/audit-logs', { body });
  const [entry] = (Array.isArray(created) ? created : [created]) as { id: string }[];
  if (entry) announced.set(entry.id, sent);
}

test('kill -9 of a web with 50 streams and 50 calls a second: readers are back within 5 s and nothing acknowledged is lost', async () => {
  let turn = 0;
  const alive = () => [first, second].filter((web) => web.alive());
  const anyUrl = () => alive()[(turn += 1) % alive().length]?.url ?? second.url;
  const readers = Array.from({ length: 50 }, () => reader(anyUrl));
  await sleep(2_000);
  const load = startLoad(rig, () => [first, second], 50);
  await sleep(3_000);
  await first.kill('SIGKILL');
  await sleep(5_000);
  first = await rig.web();
  await sleep(2_000);
  const outcomes = await load.stop();
  const back = readers.flatMap((one) => one.reconnected);
  readers.forEach((one) => one.stop());
  console.log(
    `answers ${JSON.stringify(tally(outcomes))}; ${back.length} readers reconnected, slowest after ${Math.round(Math.max(0, ...back))} ms`,
  );
  expect(back.length).toBeGreaterThan(10);
  expect(Math.max(...back)).toBeLessThan(5_000);
  expect(Object.keys(tally(outcomes)).filter((status) => !['0', '201', '503'].includes(status))).toEqual([]);
  expect(readers.every((one) => one.heard.length > 0)).toBe(true);
  await expectLedger(rig.ownerUrl(), acknowledged(outcomes));
});

/** Asks each web four times a second whether it is ready, as a load balancer does, and knows nothing else of it. */
function balance(webs: Web[]): { webs: Web[]; ready: () => Web[]; stop: () => void } {
  let ready = [...webs];
  const look = async () => {
    const asked = await Promise.all(
      webs.map((web) =>
        fetch(`${web.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
          ({ ok }) => (ok ? [web] : []),
          () => [],
        ),
      ),
    );
    // When none is, a balancer goes on with those it knows rather than with nothing.
    if (asked.flat().length > 0) ready = asked.flat();
  };
  const timer = setInterval(() => void look(), 250);
  return { webs, ready: () => ready, stop: () => clearInterval(timer) };
}

test('SIGTERM one web after the other under load: each drains within 10 s and no call that was taken fails', async () => {
  const balancer = balance([first, second]);
  const load = startLoad(rig, balancer.ready, 30);
  const drained: number[] = [];
  for (const old of [first, second]) {
    await sleep(1_500);
    const next = await rig.web();
    balancer.webs.push(next);
    const asked = performance.now();
    await old.kill('SIGTERM');
    drained.push(Math.round(performance.now() - asked));
    balancer.webs.splice(balancer.webs.indexOf(old), 1);
  }
  [first, second] = balancer.webs as [Web, Web];
  await sleep(1_000);
  const outcomes = await load.stop();
  balancer.stop();
  console.log(`answers ${JSON.stringify(tally(outcomes))}; drained in ${drained.join(' and ')} ms`);
  expect(tally(outcomes)).toEqual({ 201: outcomes.length });
  expect(Math.max(...drained)).toBeLessThan(10_000);
  await expectLedger(rig.ownerUrl(), acknowledged(outcomes));
});

/** Asks for the stream and then reads nothing, ever. */
function stalled(web: Web): Socket {
  const { hostname, port } = new URL(web.url);
  const socket = connect(Number(port), hostname, () => {
    socket.write(
      `GET /api/v1/stream HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${rig.token}\r\nAccept: text/event-stream\r\n\r\n`,
    );
    socket.pause();
  });
  socket.on('error', () => socket.destroy());
  return socket;
}

const residentMb = (web: Web) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${web.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

test('200 readers of which a tenth reads nothing: the others hear in time and memory stays bounded', async () => {
  const readers = Array.from({ length: 180 }, () => reader(() => first.url));
  const dead = Array.from({ length: 20 }, () => stalled(first));
  await sleep(4_000);
  const before = residentMb(first);
  for (let turn = 0; turn < 100; turn += 1) {
    await announce(second);
    await sleep(100);
  }
  await sleep(2_000);
  const lags = readers.flatMap((one) => one.heard.map(({ id, at }) => at - (announced.get(id) ?? Infinity))).filter(Number.isFinite);
  const grown = residentMb(first) - before;
  readers.forEach((one) => one.stop());
  dead.forEach((socket) => socket.destroy());
  const p95 = percentile(lags, 0.95);
  console.log(
    `${lags.length} notices heard of ${180 * announced.size}; lag p50 ${Math.round(percentile(lags, 0.5))} ms, p95 ${Math.round(p95)} ms; memory +${Math.round(grown)} MB`,
  );
  expect(lags.length).toBeGreaterThan(180 * announced.size * 0.95);
  expect(p95).toBeLessThan(250);
  expect(grown).toBeLessThan(200);
  await expectLedger(rig.ownerUrl());
});
