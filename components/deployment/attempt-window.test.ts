import { expect, test } from 'vitest';
import { attemptWindow, comparisonWindow } from './attempt-window.ts';

const created_at = '2026-01-01T12:00:00.000Z';

test('logs are read from the beginning to two minutes after the end', () => {
  expect(attemptWindow({ created_at, finished_at: '2026-01-01T12:01:00.000Z' })).toEqual({
    start: created_at,
    end: '2026-01-01T12:03:00.000Z',
  });
});
test('an open attempt has a window that does not move', () => {
  expect(attemptWindow({ created_at, finished_at: null }).end).toBe('2026-01-01T13:00:00.000Z');
});
test('signals are compared over a quarter of an hour at most', () => {
  expect(comparisonWindow({ created_at, finished_at: '2026-01-01T15:00:00.000Z' })).toEqual({
    start: '2026-01-01T11:45:00.000Z',
    end: '2026-01-01T12:15:00.000Z',
    minutes: 15,
  });
});
