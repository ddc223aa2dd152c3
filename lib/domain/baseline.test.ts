import { describe, expect, test } from 'vitest';
import { undisturbed, type Attempt } from './baseline.ts';

const at = (minutes: number) => minutes * 60_000;
const good = (minute: number, given: Partial<Attempt> = {}): Attempt => ({
  status: 'healthy',
  same: true,
  begunAt: at(minute),
  watchingAt: at(minute + 0.1),
  finishedAt: at(minute + 1.1),
  ...given,
});
const spans = (attempts: Attempt[], until: number) =>
  undisturbed(attempts, at(until)).map(({ start, end }) => [Math.round(start / 1000), Math.round(end / 1000)]);

describe('the undisturbed time of the state before', () => {
  test('reaches from its own watch, settled, to the change', () => {
    expect(spans([good(0)], 5)).toEqual([[16, 300]]);
  });
  test('is at most ten minutes', () => {
    expect(spans([good(0)], 60)).toEqual([[3000, 3600]]);
  });
  test('leaves out an attempt that never took the traffic, and a while after it', () => {
    const crashed = good(2, { status: 'failed', same: false, watchingAt: null, finishedAt: at(3) });
    expect(spans([good(0), crashed], 5)).toEqual([
      [16, 120],
      [190, 300],
    ]);
  });
  test('leaves out all that a bad version served, until the rollback has settled', () => {
    const bad = good(2, { status: 'rolled_back', same: false });
    const rollback = good(4, { watchingAt: at(4.1), finishedAt: at(4.1) });
    expect(spans([good(0), bad, rollback], 4.5)).toEqual([
      [16, 120],
      [256, 270],
    ]);
  });
  test('a bad version that still serves has no part in it, nor what failed over it', () => {
    const bad = good(2, { status: 'failed', same: false });
    const crashed = good(4, { status: 'failed', same: false, watchingAt: null, finishedAt: at(5) });
    expect(spans([good(0), bad, crashed], 6)).toEqual([[16, 120]]);
  });
  test('another state that served in between has no part in it', () => {
    expect(spans([good(0), good(2, { same: false }), good(4)], 6)).toEqual([
      [16, 120],
      [256, 360],
    ]);
  });
  test('is nothing where nothing was healthy, or only this very moment', () => {
    expect(spans([], 5)).toEqual([]);
    expect(spans([good(0, { status: 'failed' })], 5)).toEqual([]);
    expect(spans([good(5, { watchingAt: at(5) })], 5.1)).toEqual([]);
  });
});
