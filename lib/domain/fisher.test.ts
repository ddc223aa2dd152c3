import { expect, test } from 'vitest';
import { fisherGreater } from './fisher.ts';

test.each([
  // Fisher's tea taster, who named three of four cups rightly: 17 of 70 ways are as good or better.
  ['three of four cups', { failed: 1, all: 4 }, { failed: 3, all: 4 }, 17 / 70],
  ['all four cups', { failed: 0, all: 4 }, { failed: 4, all: 4 }, 1 / 70],
  ['five of fifty after none of a thousand', { failed: 0, all: 1000 }, { failed: 5, all: 50 }, 2.0e-7],
  ['nothing failed', { failed: 0, all: 100 }, { failed: 0, all: 50 }, 1],
  ['fewer than before', { failed: 50, all: 100 }, { failed: 10, all: 100 }, 1],
])('%s', (_, before, after, expected) => {
  const found = fisherGreater(before, after);
  expect(found / expected).toBeCloseTo(1, 1);
});

test('large counts neither overflow nor vanish', () => {
  const found = fisherGreater({ failed: 1_000, all: 1_000_000 }, { failed: 130, all: 100_000 });
  expect(found).toBeGreaterThan(0.001);
  expect(found).toBeLessThan(0.005);
});
