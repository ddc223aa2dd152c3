import { expect, test } from 'vitest';
import { compareSignal } from './compare.ts';

test('errors that rise after the moment are worse, small wobbles are not', () => {
  expect(
    compareSignal(
      'error_rate',
      [
        [1, 0],
        [2, 0.001],
        [3, 0.4],
      ],
      { before: 3, after: 3 },
    ),
  ).toMatchObject({ after: 0.4, verdict: 'worse' });
  expect(
    compareSignal(
      'error_rate',
      [
        [1, 0.001],
        [3, 0.004],
      ],
      { before: 3, after: 3 },
    ).verdict,
  ).toBe('same');
});
test('missing points are no zeros', () => {
  expect(
    compareSignal(
      'latency_p95',
      [
        [1, null],
        [3, 0.1],
      ],
      { before: 3, after: 3 },
    ),
  ).toEqual({ before: null, after: 0.1, verdict: 'unknown' });
});
test('traffic is worse only when it is lost', () => {
  expect(
    compareSignal(
      'traffic',
      [
        [1, 5],
        [3, 50],
      ],
      { before: 3, after: 3 },
    ).verdict,
  ).toBe('same');
  expect(
    compareSignal(
      'traffic',
      [
        [1, 50],
        [3, 5],
      ],
      { before: 3, after: 3 },
    ).verdict,
  ).toBe('worse');
});
test('a faster answer is better', () => {
  expect(
    compareSignal(
      'latency_p95',
      [
        [1, 0.4],
        [3, 0.1],
      ],
      { before: 3, after: 3 },
    ).verdict,
  ).toBe('better');
});
test('what never served has no numbers of its own', () => {
  const points: [number, number][] = [
    [1, 0.4],
    [3, 0.1],
  ];
  expect(compareSignal('latency_p95', points, { before: 2, after: null })).toEqual({ before: 0.4, after: null, verdict: 'unknown' });
});
