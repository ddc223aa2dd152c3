import { expect, test } from 'vitest';
import { offeredActions } from './offered-actions.ts';

test('a failed attempt that nothing has followed can be rolled back and tried again', () => {
  expect(offeredActions({ status: 'failed', kind: 'release' }, true)).toEqual({ rollback: true, retry: true });
});
test('what has been followed by another attempt is history, and so it is while that is not known', () => {
  for (const newest of [false, null])
    for (const status of ['failed', 'healthy', 'rolled_back', 'superseded'] as const)
      expect(offeredActions({ status, kind: 'release' }, newest)).toEqual({ rollback: false, retry: false });
});
test('a healthy release can be rolled back, a healthy rollback is an end', () => {
  expect(offeredActions({ status: 'healthy', kind: 'release' }, true)).toEqual({ rollback: true, retry: false });
  expect(offeredActions({ status: 'healthy', kind: 'rollback' }, true)).toEqual({ rollback: false, retry: false });
});
test('an attempt under way can be rolled back', () => {
  expect(offeredActions({ status: 'progressing', kind: 'release' }, null)).toEqual({ rollback: true, retry: false });
});
