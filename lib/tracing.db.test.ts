import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as execute } from '#/app/execute/route.ts';
import { createAssistant } from './assistant/index.ts';
import { SYSTEM } from './domain/actor.ts';
import { httpWorld, type HttpWorld } from './http/testing/world.ts';
import { handlers } from './jobs/handlers.ts';
import { startWorkers } from './jobs/workers.ts';
import { testWorld } from './usecases/testing/world.ts';
import { startTracing, stopTracing } from './tracing.ts';

type Exported = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string } }[];
};
const spans: Exported[] = [];
const lines: Record<string, unknown>[] = [];
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const stop = new AbortController();
let world: HttpWorld;
let workers: Awaited<ReturnType<typeof startWorkers>>;

/** A receiver of OTLP/HTTP with JSON (opentelemetry.io/docs/specs/otlp), as a collector is one. */
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: Exported[] }[] }[] };
    if (request.url === '/v1/traces') spans.push(...body.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  world = await httpWorld();
  await startTracing(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, 'control-plane-test');
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  workers = await startWorkers({
    url: world.database.url,
    handlers: handlers({
      assistant: createAssistant(),
      notifiers: world.runtime.notifiers,
      outbound: world.runtime.outbound,
      publicUrl: 'http://localhost',
    }),
    log,
    signal: stop.signal,
    context: (given) => ({ ...world.runtime.context(SYSTEM, given), log: log.child({ requestId: given.requestId }) }),
  });
});
afterAll(async () => {
  stop.abort();
  await workers.stop();
  await stopTracing();
  receiver.close();
  await world.close();
});

test('one trace and one request id lead from the call over its job to the diagnosis and its tools', async () => {
  const headers = {
    authorization: `Bearer ${await world.token(['execute', 'read', 'telemetry:read', 'audit:read'])}`,
    'content-type': 'application/json',
    'x-request-id': 'asked-by-a-test-1',
    prefer: 'wait=20',
    traceparent: `00-${TRACE}-${CALLER}-01`,
  };
  const name = await testWorld(world.database.db).service('traced-shop');
  const body = JSON.stringify({ user_query: `Why is ${name} failing?`, context: { service_name: name } });
  const answer = await execute(new Request('http://localhost/execute', { method: 'POST', headers, body }));
  expect(answer.status).toBe(200);
  await expect
    .poll(() => lines.find((line) => line.job === 'diagnose'), { timeout: 10_000 })
    .toMatchObject({ requestId: 'asked-by-a-test-1', job: 'diagnose', outcome: 'done' });

  await expect
    .poll(() => spans.map((span) => span.name), { timeout: 10_000 })
    .toEqual(expect.arrayContaining(['POST /execute', 'job diagnose', 'diagnosis', 'tool query-audit-logs']));
  const named = (name: string) => spans.find((span) => span.name === name);
  expect(named('POST /execute')).toMatchObject({ traceId: TRACE, parentSpanId: CALLER });
  expect(named('job diagnose')).toMatchObject({ traceId: TRACE, parentSpanId: named('POST /execute')?.spanId });
  expect(named('diagnosis')?.parentSpanId).toBe(named('job diagnose')?.spanId);
  const tools = spans.filter((span) => span.name.startsWith('tool '));
  expect(tools.length).toBeGreaterThan(1);
  expect(tools.every((span) => span.traceId === TRACE && span.parentSpanId === named('diagnosis')?.spanId)).toBe(true);
  expect(JSON.stringify(spans)).not.toContain('failing');
});
