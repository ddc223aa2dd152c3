import { expect, test } from 'vitest';
import { heldBack } from './held-back.ts';
import { changeWindow } from './time-range.ts';

const items = ['c', 'b', 'a'].map((id) => ({ id }));

test('what came since the reader scrolled away is held back and counted', () => {
  expect(heldBack(items, 'a')).toEqual({ shown: [{ id: 'a' }], fresh: 2 });
});
test('at the top everything is shown', () => {
  expect(heldBack(items, null)).toEqual({ shown: items, fresh: 0 });
});
test('an anchor that is gone holds nothing back', () => {
  expect(heldBack(items, 'x').fresh).toBe(0);
});
test('the window of a range stays the same within a minute and reaches ahead of now', () => {
  const now = Date.UTC(2026, 0, 2, 12, 0, 30);
  expect(changeWindow('24h', now)).toEqual({ start_time: '2026-01-01T12:00:00.000Z', end_time: '2026-01-03T12:00:00.000Z' });
  expect(changeWindow('24h', now + 20_000)).toEqual(changeWindow('24h', now));
});
