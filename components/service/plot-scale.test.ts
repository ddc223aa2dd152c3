import { expect, test } from 'vitest';
import { niceScale, scaleOf } from './plot-scale.ts';

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

test('errors are drawn from zero to one per cent at least and to all at most', () => {
  const errors = [{ signal: 'error_rate', color: '' }] as const;
  const top = (value: number) => scaleOf(errors, [{ at: 0, error_rate: value }]).top;
  expect(top(0)).toBeCloseTo(0.01);
  for (const value of [0.34, 0.62, 0.76, 0.97, 1, 1.4]) {
    expect(top(value)).toBeLessThanOrEqual(1);
    expect(top(value)).toBeGreaterThanOrEqual(Math.min(1, value));
  }
});
