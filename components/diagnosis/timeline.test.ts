import { expect, test } from 'vitest';
import { groupTimeline, offsetText } from './timeline.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

test('moments stand in order, with their place on the axis and their distance from the onset', () => {
  const moments = groupTimeline(
    [
      { at: at(20), kind: 'alert', text: 'b' },
      { at: at(0), kind: 'change', text: 'a' },
    ],
    { at: at(10), kind: 'since_change', basis: 'errors rose' },
  );
  expect(moments.map((moment) => [moment.kind, moment.position, moment.offset])).toEqual([
    ['change', 0, -10_000],
    ['onset', 0.5, 0],
    ['alert', 1, 10_000],
  ]);
});
test('restart after restart is one moment with a count', () => {
  const restart = (second: number) => ({ at: at(second), kind: 'instance', text: 'exited with 1' });
  expect(groupTimeline([restart(0), restart(5), restart(50), restart(300)], null).map((moment) => [moment.count, moment.last])).toEqual([
    [3, at(50)],
    [1, at(300)],
  ]);
});
test('one lone moment has a place, and none has none', () => {
  expect(groupTimeline([{ at: at(0), kind: 'change', text: 'a' }], null)[0]?.position).toBe(0);
  expect(groupTimeline([], null)).toEqual([]);
});
test('distances from the onset read like a clock', () => {
  expect([-65_000, 12_000, 0, 7_380_000].map(offsetText)).toEqual(['−1:05', '+0:12', '0', '+2:03:00']);
});
