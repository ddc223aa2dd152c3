import { expect, test } from 'vitest';
import { beforeOf } from './before.ts';

const minutes = (values: (number | null)[]): [number, number | null][] => values.map((value, at) => [at * 60_000, value]);
const spark = (before: number | null, values: (number | null)[]) => ({ unit: 's', current: 1, before, points: minutes(values) });

test('a day before is what counts', () => {
  expect(beforeOf(spark(7, [1, 1, 1, 1, 1, 1, 1, 1, 1]))).toEqual({ value: 7, since: 'day' });
});

test('without it the figure is held against the half hour, of which the newest minutes are no part', () => {
  expect(beforeOf(spark(null, [null, 2, 2, 2, 4, 5, 90, 90, 90]))).toEqual({ value: 3, since: 'half_hour' });
});

test('a few points are no past', () => {
  expect(beforeOf(spark(null, [null, null, 2, 2, 2, 90, 90, 90])).value).toBeNull();
  expect(beforeOf(spark(null, [])).value).toBeNull();
});
