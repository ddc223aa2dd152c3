import { expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { memoryLeak } from './memory-leak.ts';

const MIB = 1024 * 1024;
const running = { state: 'running', ready: true, restarts: 0 } as const;
const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene({ exit: null, instance: running, ...given });
  return memoryLeak.detect(observations, book.cite).claims;
};
/** Two minutes of memory, one value a second. */
const over = (bytes: (second: number) => number) => Array.from({ length: 120 }, (_, second) => bytes(second) * MIB);

test('fires on memory that grows all the while, with its rate and the time that is left', () => {
  const [claim] = detect({ memory: over((second) => 60 + second + (second % 5)) });
  expect(claim).toMatchObject({ mode: 'container.memory_leak', title: { values: { rate: 60 } } });
  expect(claim?.detail.values.minutes).toBe(1);
});

test.each([
  ['memory that is collected again and again', over((second) => 60 + (second % 30) * 3)],
  ['a jump to a new level', over((second) => (second < 60 ? 60 : 180))],
  ['a warm-up that levels off', over((second) => 60 + 40 * (1 - Math.exp(-second / 10)))],
  ['a growth too small to matter', over((second) => 60 + second * 0.05)],
])('stays silent on %s', (_, memory) => {
  expect(detect({ memory })).toEqual([]);
});

test('leaves what was killed to the kill', () => {
  expect(
    detect({ memory: over((second) => 60 + second), exit: { reason: 'OOMKilled' }, instance: { ...running, last_exit: null } }),
  ).toHaveLength(1);
  const { observations, book } = scene({ exit: { code: 137, reason: 'OOMKilled' }, memory: over((second) => 60 + second) });
  expect(memoryLeak.detect(observations, book.cite).claims).toEqual([]);
});

test('survives memory or instances that could not be read', () => {
  expect(detect({ gaps: ['metrics'] })).toEqual([]);
  expect(detect({ memory: over((second) => 60 + second), gaps: ['instances'] })).toEqual([]);
});
