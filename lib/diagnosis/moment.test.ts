import { expect, test } from 'vitest';
import { moment } from './moment.ts';

test('a moment of the same day is told by its time, an older one with its date', () => {
  const now = Date.parse('2026-03-01T12:00:00.000Z');
  expect(moment(Date.parse('2026-03-01T11:58:07.912Z'), now)).toBe('11:58:07 UTC');
  expect(moment(Date.parse('2026-02-28T23:59:59.999Z'), now)).toBe('2026-02-28 23:59:59 UTC');
});
