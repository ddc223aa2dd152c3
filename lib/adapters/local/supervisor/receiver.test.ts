import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReceiver } from './receiver.ts';
import type { SpanRow } from './store.ts';

const taken: SpanRow[] = [];
let room = true;
const server = createReceiver(
  (rows) => {
    if (room) taken.push(...rows);
    return room;
  },
  { namespace: 'test', isOwn: () => false },
);
let url = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
});
beforeEach(() => {
  taken.length = 0;
  room = true;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'x', startTimeUnixNano: '1', endTimeUnixNano: '2' };
const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
const send = (content: BodyInit, headers: Record<string, string> = {}, address = url) =>
  fetch(address, { method: 'POST', body: content, headers: { 'content-type': 'application/json', ...headers } });

describe('the trace receiver', () => {
  it('takes JSON, plain and packed', async () => {
    expect(await (await send(body)).json()).toEqual({ partialSuccess: {} });
    expect(
      (await send(new Uint8Array(gzipSync(body)), { 'content-encoding': 'gzip', 'content-type': 'application/json; charset=utf-8' }))
        .status,
    ).toBe(200);
    expect(taken).toHaveLength(2);
  });

  it.each<[string, () => Promise<Response>, number, RegExp]>([
    ['text that is not JSON', () => send('{'), 400, /not JSON/],
    ['JSON that is no export', () => send('{"resourceSpans":[{"scopeSpans":3}]}'), 400, /resourceSpans\.0\.scopeSpans/],
    ['protobuf', () => send('x', { 'content-type': 'application/x-protobuf' }), 415, /http\/json/],
    ['what a web page may send unasked', () => send(body, { 'content-type': 'text/plain' }), 415, /JSON/],
    ['an unknown packing', () => send(body, { 'content-encoding': 'br' }), 415, /gzip/],
    ['broken gzip', () => send('x', { 'content-encoding': 'gzip' }), 400, /gzip/],
    ['a bomb', () => send(new Uint8Array(gzipSync(Buffer.alloc(8 * 1024 * 1024))), { 'content-encoding': 'gzip' }), 413, /unpacks/],
    ['another path', () => send(body, {}, url.replace('traces', 'metrics')), 404, /v1\/traces/],
    ['another method', () => fetch(url), 405, /POST/],
  ])('refuses %s', async (_, call, status, problem) => {
    const response = await call();
    expect(response.status).toBe(status);
    expect(((await response.json()) as { message: string }).message).toMatch(problem);
    expect(taken).toEqual([]);
  });

  it('refuses a body that is too large without reading all of it', async () => {
    const response = await send(new Uint8Array(5 * 1024 * 1024)).catch((error: unknown) => error);
    // The refusal may overtake the body, which then breaks off.
    if (response instanceof Response) expect(response.status).toBe(413);
    else expect(response).toBeInstanceOf(TypeError);
  });

  it('asks to come back later when there is no room', async () => {
    room = false;
    const response = await send(body);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
  });
});
