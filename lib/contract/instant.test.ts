import { expect, test } from 'vitest';
import { givenInstant, givenRangeSchema } from './instant.ts';

test.each(['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.5+08:00', '9999-12-31T23:59:59.999Z'])('%s is a moment', (text) => {
  expect(givenInstant().safeParse(text).success).toBe(true);
});

test.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00', '2026-01-31', '2026-02-30T00:00:00Z', ''])(
  '%j is a moment that no store can hold, or none at all',
  (text) => {
    expect(
      givenInstant('no moment')
        .safeParse(text)
        .error?.issues.map((issue) => issue.message),
    ).toEqual(['no moment']);
  },
);

test('a range is given in any offset, kept in UTC with milliseconds, and refused when it is reversed', () => {
  expect(givenRangeSchema.parse({ start: '2026-01-31T12:00:00+08:00', end: '2026-01-31T05:00:00Z' })).toEqual({
    start: '2026-01-31T04:00:00.000Z',
    end: '2026-01-31T05:00:00.000Z',
  });
  const reversed = givenRangeSchema.safeParse({ start: '2026-01-31T05:00:00Z', end: '2026-01-31T05:00:00Z' });
  expect(reversed.error?.issues.map((issue) => issue.path)).toEqual([['end']]);
});
