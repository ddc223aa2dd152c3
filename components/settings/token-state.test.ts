import { expect, test } from 'vitest';
import { expiryOf, teamsOf, tokenState } from './token-state.ts';

const now = Date.UTC(2026, 0, 1);

test('a revoked token is revoked even before it expires', () => {
  expect(tokenState({ expires_at: null, revoked_at: '2025-12-31T00:00:00.000Z' }, now)).toBe('revoked');
});
test('a token ends at the moment of its expiry', () => {
  expect(tokenState({ expires_at: '2026-01-01T00:00:00.000Z', revoked_at: null }, now)).toBe('expired');
  expect(tokenState({ expires_at: '2026-01-01T00:00:00.001Z', revoked_at: null }, now)).toBe('active');
});
test('an expiry is counted in days, or there is none', () => {
  expect(expiryOf('30', now)).toBe('2026-01-31T00:00:00.000Z');
  expect(expiryOf('never', now)).toBeNull();
});
test('team names are read with Latin and Chinese commas, once each', () => {
  expect(teamsOf(' payments, web，payments 、*')).toEqual(['payments', 'web', '*']);
  expect(teamsOf('  ')).toEqual([]);
});
