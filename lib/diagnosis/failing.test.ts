import { expect, test } from 'vitest';
import type { Point } from '#/lib/domain/telemetry.ts';
import { inTrouble } from './failing.ts';
import { scene } from './testing/scene.ts';

/** A service whose probes all pass, with these shares of errors, the newest last, a quarter of a minute apart. */
function healthyWith(errors: number[], alerted: boolean) {
  const { observations } = scene({
    exit: null,
    instance: { state: 'running', ready: true, restarts: 0 },
    deployment: { status: 'healthy' },
  });
  const points = errors.map((value, index): Point => [observations.now - (errors.length - 1 - index) * 15_000, value]);
  const service = 'production/payment-api';
  const value = { service, signal: 'error_rate', unit: 'ratio', series: [{ labels: {}, points }] } as const;
  return { ...observations, alerted, metrics: [{ evidence: 'e1', value: { ...value, series: [{ labels: {}, points }] } }] };
}
const calm = Array.from({ length: 30 }, () => 0);

test('an alert is believed as soon as the newest measurement bears it out', () => {
  expect(inTrouble(healthyWith([...calm, 0.25], true))).toBe(true);
  expect(inTrouble(healthyWith(calm, true))).toBe(false);
});

test('without an alert one bad measurement is no trouble yet', () => {
  expect(inTrouble(healthyWith([...calm, 0.25], false))).toBe(false);
});
