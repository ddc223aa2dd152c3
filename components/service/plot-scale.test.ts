import { expect, test } from 'vitest';
import { linePath, nearest, niceScale } from './plot-scale.ts';

test('an axis ends at a round number that holds the greatest value', () => {
  expect(niceScale(3.4, 3)).toEqual({ top: 4, ticks: [0, 2, 4] });
  expect(niceScale(0.47, 3)).toEqual({ top: 0.6000000000000001, ticks: [0, 0.2, 0.4, 0.6000000000000001] });
  expect(niceScale(100, 3).top).toBe(100);
});

test('bytes are rounded in their own steps', () => {
  const MB = 1024 * 1024;
  expect(niceScale(194 * MB, 3, 1024).ticks).toEqual([0, 100 * MB, 200 * MB]);
});

test('nothing but zero still has an axis', () => {
  expect(niceScale(0, 3).ticks.length).toBeGreaterThan(1);
});

test('a missing value interrupts the line, and a lone one stays visible', () => {
  const rows = [1, 2, null, 4, null, 6, 7].map((value, at) => ({ at, value }));
  expect(
    linePath(
      rows,
      (row) => row.at,
      (row) => row.value,
    ),
  ).toBe('M0 1L1 2M3 4h0M5 6L6 7');
});

test('the cursor takes the nearest moment', () => {
  expect(nearest([{ at: 0 }, { at: 10 }, { at: 20 }], 14)).toEqual({ at: 10 });
  expect(nearest([], 14)).toBeNull();
});
