import { expect, test } from 'vitest';
import { gatherMarkers, type Marker } from './gather-markers.ts';

const at = (second: number): Marker => ({
  change_id: `c${second}`,
  at: new Date(second * 1000).toISOString(),
  event_type: 'DEPLOYMENT',
  summary: '',
});
const shown = (seconds: number[], gap: number) =>
  gatherMarkers(seconds.map(at), 0, 100_000, gap).map(
    (flag) => `${flag.position} ${flag.markers.map((marker) => marker.change_id).join('+')}`,
  );

test('changes far apart have a flag each, in the order of time', () => {
  expect(shown([80, 20], 0.05)).toEqual(['0.2 c20', '0.8 c80']);
});

test('changes that crowd share a flag at the first of them', () => {
  expect(shown([20, 22, 24, 60], 0.05)).toEqual(['0.2 c20+c22+c24', '0.6 c60']);
});

test('a long row of close changes becomes several flags, not one', () => {
  expect(shown([20, 23, 26, 29], 0.05)).toEqual(['0.2 c20+c23', '0.26 c26+c29']);
});

test('changes outside the range are left out', () => {
  expect(shown([0, 100, 101], 0.05)).toEqual(['0 c0', '1 c100']);
});
