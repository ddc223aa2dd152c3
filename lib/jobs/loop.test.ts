import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startLoop } from './loop.ts';

const log = pino({ level: 'silent' });

test('a pass that throws does not end the loop', async () => {
  const stop = new AbortController();
  let passes = 0;
  const loop = startLoop('test', {
    everyMs: 5,
    signal: stop.signal,
    log,
    pass: async () => {
      passes += 1;
      if (passes < 3) throw new Error('away');
    },
  });
  while (passes < 5) await sleep(5);
  stop.abort();
  await loop.ended;
  expect(passes).toBeGreaterThanOrEqual(5);
});

test('waking brings the next pass forward, also while one is under way, and abort ends the wait', async () => {
  const stop = new AbortController();
  let passes = 0;
  const gate = Promise.withResolvers<void>();
  const loop = startLoop('test', {
    everyMs: 60_000,
    signal: stop.signal,
    log,
    pass: async () => void ((passes += 1) === 1 && (await gate.promise)),
  });
  await sleep(5);
  loop.wake();
  gate.resolve();
  while (passes < 2) await sleep(5);
  loop.wake();
  while (passes < 3) await sleep(5);
  stop.abort();
  await loop.ended;
  expect(passes).toBe(3);
});

test('a pass that hangs is given up and followed by the next', async () => {
  const stop = new AbortController();
  let passes = 0;
  const hang = async () => ((passes += 1) === 1 ? new Promise(() => undefined) : undefined);
  const loop = startLoop('test', { everyMs: 5, passMs: 20, signal: stop.signal, log, pass: hang });
  while (passes < 3) await sleep(5);
  stop.abort();
  await loop.ended;
  expect(passes).toBeGreaterThanOrEqual(3);
});
