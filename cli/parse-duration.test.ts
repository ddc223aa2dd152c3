import { expect, test } from 'vitest';
import { parseDuration } from './parse-duration.ts';

test.each([
  ['90m', 5_400_000],
  ['12h', 43_200_000],
  ['30d', 2_592_000_000],
  ['1y', 31_536_000_000],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '30', 'd', '0d', '-1d', '1w', '1.5h', '30d '])('%j is refused', (text) => {
  expect(() => parseDuration(text)).toThrow('not a duration');
});
