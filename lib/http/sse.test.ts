import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { encodeEvent, endStreams, eventStream, resumeAfter } from './sse.ts';

const never = () => new AbortController().signal;

test('an event is one block with its id, name and data on one line', () => {
  expect(encodeEvent({ event: 'step', id: 7, data: { title: 'a\nb' } })).toBe('id: 7\nevent: step\ndata: {"title":"a\\nb"}\n\n');
});

test('an event without an id does not move the position of the reader', () => {
  expect(encodeEvent({ event: 'replay-complete', data: {} })).not.toContain('id:');
});

test('the stream carries what is produced and ends with the producer', async () => {
  const response = eventStream(never(), async (send) => {
    await send({ event: 'a', data: 1 });
    await send({ event: 'b', data: 2 });
  });
  expect(await response.text()).toBe(': open\n\nevent: a\ndata: 1\n\nevent: b\ndata: 2\n\n');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
});

test('a client that leaves aborts the producer', async () => {
  const aborted = vi.fn();
  const response = eventStream(never(), async (_send, signal) => {
    signal.addEventListener('abort', aborted);
    await new Promise(() => undefined);
  });
  await response.body?.cancel();
  expect(aborted).toHaveBeenCalledOnce();
});

test('a reader that stalls is cut before more than a megabyte waits for it', async () => {
  let written = 0;
  eventStream(never(), async (send, signal) => {
    while (!signal.aborted) {
      void send({ event: 'text', data: 'x'.repeat(10_000) });
      written += 10_000;
      await wait(0);
    }
  });
  await vi.waitFor(async () => {
    const before = written;
    await wait(20);
    expect(written).toBe(before);
  });
  expect(written).toBeGreaterThan(900_000);
  expect(written).toBeLessThan(1_100_000);
});

test('a producer that waits for its reader writes any length without being cut', async () => {
  const response = eventStream(never(), async (send) => {
    for (let index = 0; index < 300; index += 1) await send({ event: 'text', data: 'x'.repeat(10_000), id: index });
  });
  expect((await response.text()).length).toBeGreaterThan(3_000_000);
});

test('a producer that fails breaks the connection, and the error is told', async () => {
  const onError = vi.fn();
  const response = eventStream(never(), async () => Promise.reject(new Error('lost')), onError);
  await expect(response.text()).rejects.toThrow('lost');
  expect(onError).toHaveBeenCalledOnce();
});

test('stopping the process ends open streams and says when to come back', async () => {
  const response = eventStream(never(), async (_send, signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  endStreams();
  expect(await response.text()).toBe(': open\n\nretry: 500\n\n');
});

test('a heartbeat is sent every 15 s', async () => {
  vi.useFakeTimers();
  const client = new AbortController();
  const response = eventStream(client.signal, async (_send, signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  await vi.advanceTimersByTimeAsync(31_000);
  client.abort();
  vi.useRealTimers();
  expect(await response.text()).toBe(': open\n\n: heartbeat\n\n: heartbeat\n\n');
});

test.each([
  [{ 'last-event-id': '12' }, '', 12],
  [{}, '?after=5', 5],
  [{}, '', 0],
  [{ 'last-event-id': 'x' }, '', 0],
])('the reader goes on after what it has seen: %j %s', (headers, query, after) => {
  expect(resumeAfter(new Request(`http://localhost/events${query}`, { headers }))).toBe(after);
});
