import { expect, test } from 'vitest';
import { baselineOf, breaks, nextRuleState, wouldHaveFired, type Rule, type RuleMemory } from './alert-rule.ts';
import type { Point } from './telemetry.ts';

const MINUTE = 60_000;
const errors: Rule = { signal: 'error_rate', comparison: 'above', threshold: 0.05, forSeconds: 60, severity: 'critical' };
const slow: Rule = { signal: 'latency_p95', comparison: 'times_baseline', threshold: 3, forSeconds: 60, severity: 'warning' };

/** Looks every ten seconds; `null` is no data. */
function run(rule: Rule, values: (number | null)[]): RuleMemory {
  let memory: RuleMemory = { state: 'no_data', since: 0, calmSince: null };
  values.forEach((value, index) => (memory = nextRuleState(rule, memory, breaks(rule, value, 0.05), index * 10_000)));
  return memory;
}

test('a rule fires once it has held for its time and not before', () => {
  expect(run(errors, Array<number>(6).fill(0.5)).state).toBe('pending');
  expect(run(errors, Array<number>(7).fill(0.5)).state).toBe('firing');
  expect(run(errors, [0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5]).state).toBe('pending');
});

test('it ends once it has been calm for a while, not at the first calm look', () => {
  const firing = Array<number>(7).fill(0.5);
  expect(run(errors, [...firing, 0]).state).toBe('firing');
  expect(run(errors, [...firing, 0, 0.5, 0, 0]).state).toBe('firing');
  expect(run(errors, [...firing, 0, 0, 0, 0]).state).toBe('ok');
});

test('no data is a state of its own: it fires nothing and ends nothing', () => {
  expect(run(errors, [null, null]).state).toBe('no_data');
  expect(run(errors, [...Array<number>(7).fill(0.5), null, null, null, null, null]).state).toBe('firing');
  expect(run({ ...errors, comparison: 'below' }, [null]).state).toBe('no_data');
});

test('times the usual needs to know what is usual, and leaves fast answers alone', () => {
  expect(breaks(slow, 0.4, null)).toBeNull();
  expect(breaks(slow, 0.4, 0.1)).toBe(true);
  expect(breaks(slow, 0.2, 0.1)).toBe(false);
  expect(breaks(slow, 0.05, 0.01)).toBe(false);
  expect(baselineOf([[0, 1]])).toBeNull();
  expect(baselineOf(Array.from({ length: 11 }, (_unused, index): Point => [index, index === 0 ? 100 : 1]))).toBe(1);
});

test('a preview says when it would have fired, and that the last time goes on', () => {
  const points = Array.from({ length: 60 }, (_unused, minute): Point => {
    const bad = (minute >= 10 && minute < 15) || minute >= 55;
    return [minute * MINUTE, minute >= 30 && minute < 35 ? null : bad ? 0.5 : 0.01];
  });
  expect(wouldHaveFired(errors, points)).toEqual([
    { start: 11 * MINUTE, end: 16 * MINUTE },
    { start: 56 * MINUTE, end: null },
  ]);
});
