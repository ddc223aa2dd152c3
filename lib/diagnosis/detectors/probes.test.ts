import { expect, test } from 'vitest';
import type { ProbeResult } from '#/lib/domain/workload.ts';
import { scene } from '../testing/scene.ts';
import { probes } from './probes.ts';

const probe = (given: Partial<ProbeResult> = {}): ProbeResult => ({
  kind: 'readiness',
  path: '/readyz',
  port: 4203,
  ok: false,
  status: 404,
  error: null,
  streak: 7,
  at: '2026-03-01T12:00:30.000Z',
  ...given,
});
const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return probes.detect(observations, book.cite).claims;
};

test('fires on a running instance that is not ready, with path, port and answer', () => {
  const [claim] = detect({ exit: null, instance: { state: 'running', readiness: probe() } });
  expect(claim).toMatchObject({
    mode: 'probe.readiness',
    title: { values: { path: '/readyz', answer: 404 } },
    data: { port: 4203, status: 404 },
  });
});

test('fires on one that did not become ready within its deadline', () => {
  expect(detect({ exit: { reason: 'StartDeadline', code: 143 } })[0]?.mode).toBe('probe.readiness');
});

test('fires on a kill by the liveness probe', () => {
  const liveness = probe({ kind: 'liveness', path: '/healthz', status: null, error: 'timeout' });
  const [claim] = detect({ exit: { reason: 'LivenessProbe', code: 137 }, instance: { liveness } });
  expect(claim).toMatchObject({ mode: 'probe.liveness', title: { values: { answer: 'timeout' } } });
});

test('stays silent on a crash, and on probes that pass', () => {
  expect(detect({})).toEqual([]);
  expect(detect({ exit: null, instance: { state: 'running', ready: true, readiness: probe({ ok: true, status: 200 }) } })).toEqual([]);
});

test('calls readiness that comes and goes flapping, as often as the watch has counted', () => {
  const reason = { key: 'reason.watch_flapping', values: { count: 3, after: 12 } };
  const ready = { state: 'running', ready: true, readiness: probe({ ok: true, status: 200 }) } as const;
  const [claim] = detect({ exit: null, instance: ready, deployment: { reason } });
  expect(claim).toMatchObject({ mode: 'probe.readiness', title: { key: 'report.cause.flapping.title', values: { count: 3 } } });
  expect(detect({ exit: null, instance: ready, deployment: { reason }, gaps: ['deployment'] })).toEqual([]);
});

test('survives instances that could not be read', () => {
  expect(detect({ gaps: ['instances'] })).toEqual([]);
});

test('a kill of an instance that is well again since long before the trouble is none', () => {
  const old = { reason: 'LivenessProbe' as const, code: 137, at: '2026-02-27T12:00:00.000Z' };
  expect(detect({ exit: old, instance: { state: 'running', ready: true, readiness: probe({ ok: true, status: 200 }) } })).toEqual([]);
});
