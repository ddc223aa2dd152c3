import { expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { outOfMemory } from './out-of-memory.ts';

const MIB = 1024 * 1024;
const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return outOfMemory.detect(observations, book.cite);
};

test('fires when the platform killed it at its limit, borne out by the memory before', () => {
  const [claim] = detect({ exit: { code: 137, signal: 'SIGKILL', reason: 'OOMKilled' }, memory: [100 * MIB, 250 * MIB] }).claims;
  expect(claim).toMatchObject({ mode: 'container.oom_killed', title: { values: { limit: 256 } }, support: [{ source: 'metrics' }] });
});

test.each([
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  'java.lang.OutOfMemoryError: Java heap space',
  'MemoryError',
  'fatal error: runtime: out of memory',
])('fires on the runtime’s own words: %s', (line) => {
  expect(detect({ log: [line], exit: { code: 134 } }).claims[0]?.mode).toBe('container.oom_killed');
});

test('rules memory out when it stayed far below the limit', () => {
  const { claims, acquittals } = detect({ memory: [30 * MIB, 40 * MIB] });
  expect(claims).toEqual([]);
  expect(acquittals[0]).toMatchObject({ mode: 'container.oom_killed', reason: { values: { peak: 40, limit: 256 } } });
});

test('says nothing when memory or instances could not be read', () => {
  expect(detect({})).toEqual({ claims: [], acquittals: [] });
  expect(detect({ gaps: ['instances', 'logs'] })).toEqual({ claims: [], acquittals: [] });
});
