import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('waits half a second after the first end, twice as long after each further one, and never over 30 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(backoffMs)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});
