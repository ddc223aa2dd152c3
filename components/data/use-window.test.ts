import { expect, test } from 'vitest';
import { zoomWindow } from './use-window.ts';

test('a zoomed window lies on the grid of its step and holds what was asked for', () => {
  const start = Date.parse('2026-01-01T12:00:01.500Z');
  const window = zoomWindow(start, start + 30 * 60_000);
  expect(window.step).toBe(10_000);
  expect([window.start % window.step, window.end % window.step]).toEqual([0, 0]);
  expect(window.start).toBeLessThanOrEqual(start);
  expect(window.end).toBeGreaterThanOrEqual(start + 30 * 60_000);
});

test('the finest grid is a second', () => {
  expect(zoomWindow(1_000_000, 1_030_000)).toMatchObject({ step: 1000, tick: 5000, zoomed: true });
});
