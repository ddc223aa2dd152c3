import { expect, test } from 'vitest';
import { shiftTone } from './shift-tone.ts';

test('traffic is never good or bad', () => {
  expect(shiftTone('traffic', 900, 1)).toBe('neutral');
});

test('errors speak by themselves from one per cent on', () => {
  expect([0.009, 0.01, 0.05].map((rate) => shiftTone('error_rate', rate, null))).toEqual(['neutral', 'degraded', 'failing']);
});

test('latency speaks only beside what was before', () => {
  expect(shiftTone('latency_p95', 4, null)).toBe('neutral');
  expect([1.9, 2, 5].map((seconds) => shiftTone('latency_p95', seconds, 1))).toEqual(['neutral', 'degraded', 'failing']);
});

test('no data has no meaning', () => {
  expect(shiftTone('error_rate', null, 0.5)).toBe('neutral');
});
