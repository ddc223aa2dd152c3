import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const HOUR = 3_600_000;

test('ticks stand at round moments within the range', () => {
  expect(timeTicks(1, 3 * HOUR, HOUR, 0)).toEqual([HOUR, 2 * HOUR, 3 * HOUR]);
});

test("they are round in the reader's zone: every four hours from local midnight", () => {
  const taipei = -480;
  expect(
    timeTicks(Date.UTC(2026, 10, 22, 0, 30), Date.UTC(2026, 10, 22, 9), 4 * HOUR, taipei).map((at) => new Date(at).getUTCHours()),
  ).toEqual([4, 8]);
  const india = -330;
  expect(timeTicks(0, HOUR, HOUR, india)).toEqual([HOUR / 2]);
});

test('a range shorter than a step may have none', () => {
  expect(timeTicks(1, HOUR - 1, HOUR, 0)).toEqual([]);
});
