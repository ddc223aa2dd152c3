import { expect, test } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

test('the line runs from edge to edge and from zero to the greatest value', () => {
  expect(
    sparklinePath(
      [
        [0, 0],
        [5, 5],
        [10, 10],
      ],
      100,
      20,
    )?.line,
  ).toBe('M0 19L50 10L100 1');
});

test('a gap is not bridged', () => {
  expect(
    sparklinePath(
      [
        [0, 1],
        [1, 1],
        [2, null],
        [3, 1],
        [4, 1],
      ],
      100,
      20,
    )?.line,
  ).toBe('M0 1L25 1M75 1L100 1');
});

test('a flat zero lies on the ground and not on the ceiling', () => {
  expect(
    sparklinePath(
      [
        [0, 0],
        [10, 0],
      ],
      100,
      20,
    )?.line,
  ).toBe('M0 19L100 19');
});

test('without two known points there is nothing to draw', () => {
  expect(sparklinePath([[0, 1]], 100, 20)).toBeNull();
  expect(
    sparklinePath(
      [
        [0, null],
        [1, null],
      ],
      100,
      20,
    ),
  ).toBeNull();
});

test('a short past is drawn from edge to edge', () => {
  expect(
    sparklinePath(
      [
        [0, null],
        [50, null],
        [90, 1],
        [100, 1],
      ],
      100,
      20,
    )?.line,
  ).toBe('M0 1L100 1');
});

test('what is not known at the end stays empty', () => {
  expect(
    sparklinePath(
      [
        [0, 1],
        [50, 1],
        [100, null],
      ],
      100,
      20,
    )?.line,
  ).toBe('M0 1L50 1');
});

test('noise below the least top stays near the ground', () => {
  expect(
    sparklinePath(
      [
        [0, 0],
        [10, 0.1],
      ],
      100,
      20,
      1,
    )?.line,
  ).toBe('M0 19L100 17.2');
});
