import { describe, expect, test } from 'vitest';
import type { Point } from '#/lib/domain/telemetry.ts';
import { classOf, findStep } from './onset-detection.ts';

const series = (values: (number | null)[]): Point[] => values.map((value, index) => [index * 5_000, value]);
/** A small wobble, the same in every run. */
const about = (level: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => level + (((index + from) * 7) % 5) * 0.002);
const FLOOR = 0.05;

test('finds when a signal rose, and both levels', () => {
  expect(findStep(series([...about(0.02, 20), ...about(0.3, 10)]), FLOOR)).toMatchObject({
    at: 100_000,
    before: expect.closeTo(0.024, 2) as number,
    after: expect.closeTo(0.304, 2) as number,
  });
});

test('finds one that has only just begun', () => {
  expect(findStep(series([...about(0.02, 60), ...about(0.3, 3)]), FLOOR)?.at).toBe(300_000);
});

test('reads over missing points and single spikes', () => {
  const values = [...about(0.02, 20), ...about(0.3, 10)] as (number | null)[];
  for (const index of [3, 4, 18, 21]) values[index] = null;
  values[9] = 2;
  expect(findStep(series(values), FLOOR)?.at).toBe(100_000);
});

describe('says nothing of', () => {
  test.each([
    ['noise', about(0.02, 40)],
    ['wide noise', Array.from({ length: 40 }, (_, index) => ((index * 37) % 11) * 0.03)],
    ['a spike that is over', [...about(0.02, 20), 0.4, 0.5, 0.4, 0.5, ...about(0.02, 16)]],
    ['a drift', Array.from({ length: 40 }, (_, index) => 0.02 + index * 0.01)],
    ['what was bad from the start', about(0.4, 40)],
    ['two steps', [...about(0.02, 14), ...about(0.3, 13), ...about(0.7, 13)]],
    ['a rise too small to matter', [...about(0.02, 20), ...about(0.06, 20)]],
    ['a fall', [...about(0.4, 20), ...about(0.02, 20)]],
    ['too few points', about(0.4, 5)],
    ['no points', []],
  ])('%s', (_, values) => {
    expect(findStep(series(values), FLOOR)).toBeNull();
  });
});

describe('a step is', () => {
  const step = { at: 100_000, before: 0, after: 1 };
  const given = { changes: [] as number[], createdAt: null, margin: 30_000 };
  test.each([
    ['since a change shortly before it', { changes: [90_000] }, 'since_change'],
    ['after having been well when the change came after it', { changes: [105_000] }, 'after_healthy'],
    ['after having been well when the change was long ago', { changes: [10_000] }, 'after_healthy'],
    ['since the creation', { createdAt: 95_000, changes: [95_000] }, 'since_creation'],
    ['ambiguous between two changes', { changes: [80_000, 90_000] }, null],
  ])('%s', (_, more, expected) => {
    expect(classOf(step, { ...given, ...more })).toBe(expected);
  });
});
