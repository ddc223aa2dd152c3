import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

test('as many calls as the limit at once, then one each time that its share of a minute has passed', () => {
  let now = 0;
  const limit = createRateLimit(60, () => now);
  const first = Array.from({ length: 60 }, () => limit.take('a'));
  expect(first.every((turn) => turn.allowed)).toBe(true);
  expect(first.map((turn) => turn.remaining)).toEqual(Array.from({ length: 60 }, (_, index) => 59 - index));
  expect(limit.take('a')).toEqual({ allowed: false, limit: 60, remaining: 0, resetS: 60, retryS: 1 });
  now += 999;
  expect(limit.take('a').allowed).toBe(false);
  now += 1;
  expect(limit.take('a').allowed).toBe(true);
  expect(limit.take('a').allowed).toBe(false);
});

test('a refused call costs nothing, and one caller’s calls are not another’s', () => {
  let now = 0;
  const limit = createRateLimit(2, () => now);
  for (let call = 0; call < 50; call += 1) limit.take('a');
  expect(limit.take('b')).toMatchObject({ allowed: true, remaining: 1 });
  expect(limit.take('a')).toMatchObject({ allowed: false, retryS: 30 });
  now += 30_000;
  expect(limit.take('a').allowed).toBe(true);
});

test('whoever waits as long as they are told is let through, and no minute has more than twice the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 }), (perMinute, pauses) => {
      let now = 1_700_000_000_000;
      const limit = createRateLimit(perMinute, () => now);
      const taken: number[] = [];
      for (const pause of pauses) {
        now += pause;
        const turn = limit.take('a');
        if (turn.allowed) taken.push(now);
        else {
          now += turn.retryS * 1000;
          if (!limit.take('a').allowed) return false;
          taken.push(now);
        }
      }
      return taken.every((start) => taken.filter((at) => at >= start && at < start + 60_000).length <= 2 * perMinute);
    }),
  );
});

test('the callers that were quiet for longest are forgotten before memory grows', () => {
  const limit = createRateLimit(1, () => 0);
  expect(limit.take('first').allowed).toBe(true);
  for (let index = 0; index < 20_000; index += 1) limit.take(`other ${index}`);
  expect(limit.take('other 19999').allowed).toBe(false);
  expect(limit.take('first').allowed).toBe(true);
});
