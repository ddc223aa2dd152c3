import { expect, test } from 'vitest';
import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';
import { chartRows, hasData, knownSince, newest, onGrid } from './chart-data.ts';

const answer = (points: [number, number | null][]): MetricsAnswer => ({
  signal: 'cpu',
  unit: 'cores',
  step: 5,
  series: [{ labels: {}, points }],
  markers: [],
  source: 'local',
});

test('lines of one chart share its moments', () => {
  expect(
    chartRows({
      p50: answer([
        [1, 0.1],
        [2, 0.2],
      ]),
      p95: answer([
        [2, 0.9],
        [3, null],
      ]),
    }),
  ).toEqual([
    { at: 1, p50: 0.1 },
    { at: 2, p50: 0.2, p95: 0.9 },
    { at: 3, p95: null },
  ]);
});

test('only nulls, or nothing at all, is no data', () => {
  expect(hasData(chartRows({ cpu: answer([[1, null]]) }))).toBe(false);
  expect(hasData(chartRows({ cpu: undefined }))).toBe(false);
  expect(hasData(chartRows({ cpu: answer([[1, 0]]) }))).toBe(true);
});

test('the newest figure passes over what is not known yet', () => {
  expect(
    newest(
      chartRows({
        cpu: answer([
          [1, 0.3],
          [2, null],
        ]),
      }),
      'cpu',
    ),
  ).toBe(0.3);
});

test('what was known long ago is not the figure of now', () => {
  expect(
    newest(
      chartRows({
        cpu: answer([
          [1, 0.3],
          [2, null],
          [3, null],
          [4, null],
          [5, null],
        ]),
      }),
      'cpu',
    ),
  ).toBeNull();
});

test('a range that is empty at its left says since when there is data', () => {
  const rows = (from: number) => Array.from({ length: 100 }, (_, at) => ({ at, cpu: at < from ? null : 1 }));
  expect(knownSince(rows(60))).toBe(60);
  expect(knownSince(rows(0))).toBeNull();
  expect(knownSince(rows(5))).toBeNull();
  expect(knownSince(rows(100))).toBeNull();
});

test('charts of one window have the same moments, known or not', () => {
  const window = { start: 100, end: 130, step: 10 };
  expect(
    onGrid(
      [
        { at: 111, cpu: 1 },
        { at: 60, cpu: 9 },
      ],
      window,
    ),
  ).toEqual([{ at: 100 }, { at: 110, cpu: 1 }, { at: 120 }, { at: 130 }]);
});
