import { expect, test } from 'vitest';
import type { ServiceRef } from '#/lib/domain/service.ts';
import type { Point, Signal } from '#/lib/domain/telemetry.ts';
import { diagnose } from '../diagnose.ts';
import { payment, scene, T0 } from '../testing/scene.ts';
import { surge } from './surge.ts';

const ledger: ServiceRef = { ...payment, name: 'ledger' };
/** Twenty steps as usual, then ten of another level, from a given step on. */
const line = (usual: number, later: number, from = 20): Point[] =>
  Array.from({ length: 30 }, (_, index) => [T0 + index * 5_000, (index < from ? usual : later) * (1 + (index % 3) * 0.01)]);

/** A service that is ready and degraded, with these signals. */
function busy(signals: { service?: ServiceRef; signal: Signal; points: Point[] }[], given: Parameters<typeof scene>[0] = {}) {
  const world = scene({
    exit: null,
    instance: { state: 'running', ready: true, restarts: 0 },
    deployment: { status: 'healthy' },
    peers: [{ service: ledger }],
    ...given,
  });
  const { observations, book } = world;
  const [evidence = ''] = book.items().map((item) => item.id);
  const facts = { health: 'degraded' as const, since: T0, version: '1.1.0', stopped: false, ready: 2, desired: 2 };
  observations.health = { evidence, value: facts };
  observations.metrics = signals.map(({ service = payment, signal, points }) => {
    const id = book.cite({
      kind: 'metric',
      tool: 'query-metrics',
      query: `${signal} of ${service.name}`,
      time_range: null,
      excerpt: '',
      data: { service: `production/${service.name}`, signal, unit: '', series: [{ labels: {}, points }], onset: null },
    });
    return { evidence: id, value: { service: `production/${service.name}`, signal, unit: '', series: [{ labels: {}, points }] } };
  });
  return world;
}
const detect = (...given: Parameters<typeof busy>) => {
  const { observations, book } = busy(...given);
  return surge.detect(observations, book.cite).claims;
};
const rising = { signal: 'traffic' as const, points: line(10, 200) };
const full = { signal: 'saturation' as const, points: line(0.2, 0.98, 21) };

test('fires when traffic rises first and the service fills up after it, and accuses no change', () => {
  const { observations, book } = busy([rising, full]);
  const { report } = diagnose(observations, book);
  expect(report.root_cause).toMatchObject({ mode: 'traffic.surge', service: 'payment-api', change_id: null });
  expect(report.recommended_actions[0]).toMatchObject({ kind: 'scale', target: 'payment-api' });
  expect(report.changes_considered.every((change) => change.verdict === 'rejected')).toBe(true);
});

test('names the callee that fills up at once with what waits for it, and the caller when it fills up first', () => {
  const callees = { ...full, service: ledger };
  expect(detect([rising, full, callees])[0]?.service.name).toBe('ledger');
  expect(detect([rising, full, { ...callees, points: line(0.2, 0.98, 26) }])[0]?.service.name).toBe('payment-api');
});

test('stays silent without a rise of traffic, without saturation, and when what fills up did so before', () => {
  expect(detect([{ ...rising, points: line(10, 11) }, full])).toEqual([]);
  expect(detect([rising, { ...full, points: line(0.2, 0.4) }])).toEqual([]);
  expect(detect([rising, { ...full, points: line(0.95, 0.98) }])).toEqual([]);
  expect(detect([rising, { ...full, points: line(0.2, 0.98, 8) }])).toEqual([]);
});

test('survives metrics that could not be read or have holes', () => {
  expect(detect([], { gaps: ['metrics'] })).toEqual([]);
  const holes = (points: Point[]): Point[] => points.map(([at, value], index) => [at, index % 7 === 3 ? null : value]);
  expect(
    detect([
      { ...rising, points: holes(rising.points) },
      { ...full, points: holes(full.points) },
    ]),
  ).toHaveLength(1);
});

test('an earlier surge of the hour does not make a full service the usual', () => {
  const again = (usual: number, later: number, from: number) =>
    line(usual, later, from).map(([at, value], index): Point => [at, index >= 6 && index < 10 ? later : value]);
  const signals = [
    { ...rising, points: again(10, 200, 20) },
    { ...full, points: again(0.3, 1, 21) },
  ];
  expect(detect(signals)).toHaveLength(1);
});

test('names a service further down that fills up at once with those that wait for it', () => {
  const deep: ServiceRef = { ...payment, name: 'archive' };
  const peers = [{ service: ledger }, { service: deep, hops: 2 }];
  const all = [payment, ledger, deep].map((service) => ({ ...full, service }));
  expect(detect([rising, ...all], { peers })[0]?.service.name).toBe('archive');
});

test('stays silent on a service that bears it', () => {
  const { observations, book } = busy([rising, full]);
  const health = observations.health;
  if (health) health.value = { ...health.value, health: 'healthy', since: null };
  expect(surge.detect(observations, book.cite).claims).toEqual([]);
});
