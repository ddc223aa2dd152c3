import { expect, test } from 'vitest';
import { linePath, meansAround, scaleOf } from './metric-path.ts';

const scale = { from: 0, to: 10, top: 2 };

test('a hole in the data is a hole in the line', () => {
  expect(
    linePath(
      [
        [0, 0],
        [5, null],
        [10, 2],
      ],
      scale,
      100,
      10,
    ),
  ).toBe('M0.0 10.0h0.01M100.0 0.0h0.01');
});
test('neighbours are joined', () => {
  expect(
    linePath(
      [
        [0, 0],
        [10, 1],
      ],
      scale,
      100,
      10,
    ),
  ).toBe('M0.0 10.0h0.01L100.0 5.0');
});
test('there is no scale without a value, and never one of height zero', () => {
  expect(scaleOf([{ points: [[1, null]] }])).toBeNull();
  expect(
    scaleOf([
      {
        points: [
          [1, 0],
          [3, 0],
        ],
      },
    ]),
  ).toEqual({ from: 1, to: 3, top: 1 });
});
test('both sides of the onset have their mean, and none where nothing was measured', () => {
  const points: [number, number | null][] = [
    [1, 2],
    [2, 4],
    [3, null],
    [4, 9],
  ];
  expect(meansAround(points, 3)).toEqual({ before: 3, after: 9 });
  expect(meansAround(points, 5)).toMatchObject({ after: null });
});
