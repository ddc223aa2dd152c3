import { expect, test } from 'vitest';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { attemptWindow, comparisonWindow, servedSince } from './attempt-window.ts';

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
test('what failed before its probes passed has never served', () => {
  const instance = { state: 'crash_loop' } as Deployment['instances'][number];
  const attempt = {
    kind: 'release',
    status: 'failed',
    created_at,
    started_at: created_at,
    watching_since: null,
    instances: [instance],
  } as const;
  const given = { ...attempt, instances: [...attempt.instances] };
  expect(servedSince(given)).toBeNull();
  expect(servedSince({ ...given, watching_since: '2026-01-01T12:00:09.000Z' })).toBe(Date.parse('2026-01-01T12:00:09.000Z'));
  expect(servedSince({ ...given, kind: 'flag' })).toBe(Date.parse(created_at));
  expect(servedSince({ ...given, instances: [] })).toBe(Date.parse(created_at));
});
