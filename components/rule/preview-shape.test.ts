import { expect, test } from 'vitest';
import { previewShape } from './preview-shape.ts';

const day = { start: '2026-01-01T00:00:00.000Z', end: '2026-01-02T00:00:00.000Z' };
const at = (hour: number) => Date.parse(day.start) + hour * 3_600_000;

test('the line breaks where nothing was measured and never leaves its field', () => {
  const points: [number, number | null][] = [
    [at(0), 0],
    [at(6), null],
    [at(12), 1],
    [at(18), 4],
  ];
  expect(previewShape({ ...day, points, fired: [] }, 2).line).toBe('M0 100M500 50L750 0');
});

test('what still fires lasts until now, and a short one is wide enough to be seen', () => {
  const fired = [
    { start: new Date(at(6)).toISOString(), end: new Date(at(6) + 1000).toISOString() },
    { start: new Date(at(18)).toISOString(), end: null },
  ];
  expect(previewShape({ ...day, points: [], fired }, 1).bands).toEqual([
    { x: 250, width: 3 },
    { x: 750, width: 250 },
  ]);
});
