import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deploymentKindSchema } from './deployment.ts';
import type { Comparison } from './comparison.ts';
import { nextState, watchSecondsOf, type RolloutFacts } from './rollout.ts';
import type { Instance, WorkloadStatus } from './workload.ts';

const T0 = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number) => new Date(T0 + seconds * 1000);

function facts(given: Partial<RolloutFacts> = {}): RolloutFacts {
  return {
    kind: 'release',
    version: '1.1.0',
    status: 'progressing',
    stage: 'starting',
    reason: null,
    generation: 2,
    replicas: 2,
    createdAt: at(0),
    startedAt: at(0),
    watchingSince: null,
    watchUntil: null,
    unreachableSince: null,
    comparison: null,
    measured: true,
    readiness: { missingSince: null, lost: 0, endsBefore: 0 },
    ...given,
  };
}

function instance(given: Partial<Instance> = {}): Instance {
  return {
    id: 'a',
    version: '1.1.0',
    generation: 2,
    deployment_id: 'd',
    state: 'running',
    ready: true,
    restarts: 0,
    started_at: at(0).toISOString(),
    next_start_at: null,
    last_exit: null,
    liveness: null,
    readiness: null,
    memory_bytes: null,
    memory_limit_bytes: null,
    pid: 1,
    port: 1,
    command: 'node x',
    ...given,
  };
}

function platform(instances: Instance[], given: Partial<WorkloadStatus> = {}): WorkloadStatus {
  return {
    service: { cluster: 'default', namespace: 'n', name: 's' },
    observedGeneration: 2,
    instances,
    failure: null,
    observedAt: at(0).toISOString(),
    ...given,
  };
}

const exit = (code: number, seconds: number, reason: 'Error' | 'OOMKilled' | 'LivenessProbe' | 'CommandNotFound' = 'Error') => ({
  code,
  signal: null,
  reason,
  at: at(seconds).toISOString(),
  ran_ms: 10,
});
function worse(given: { what: 'errors' | 'latency'; before: number; after: number }): Comparison {
  return { verdict: 'worse', route: null, requests: { before: 900, after: 51 }, since: at(20).getTime(), newError: null, ...given };
}
const both = [instance({ id: 'a' }), instance({ id: 'b' })];
const watching = facts({ stage: 'watching', watchingSince: at(10), watchUntil: at(70) });

describe('on the way up', () => {
  test.each([
    [
      'a platform that has not taken it up is waited for',
      platform(both, { observedGeneration: 1 }),
      'starting',
      'reason.waiting_for_platform',
    ],
    [
      'instances that do not run yet are starting',
      platform([instance({ state: 'starting', ready: false })]),
      'starting',
      'reason.starting',
    ],
    [
      'instances that run but are not ready are probed',
      platform(both.map((one) => ({ ...one, ready: false }))),
      'probing',
      'reason.probing',
    ],
    [
      'instances of the generation before do not count',
      platform(both.map((one) => ({ ...one, generation: 1 }))),
      'starting',
      'reason.starting',
    ],
    ['all ready begins the watch', platform(both), 'watching', 'reason.watching'],
  ])('%s', (_, status, stage, key) => {
    expect(nextState(facts(), status, at(5), 60)).toMatchObject({ status: 'progressing', stage, reason: { key } });
  });

  test('the watch is as long as asked', () => {
    expect(nextState(facts(), platform(both), at(5), 60)).toMatchObject({ watchingSince: at(5), watchUntil: at(65) });
  });

  test('without a watch it is healthy at once', () => {
    expect(nextState(facts({ kind: 'rollback' }), platform(both), at(5), 0)).toMatchObject({
      status: 'healthy',
      stage: 'ended',
      reason: { key: 'reason.healthy' },
    });
  });

  test('flags and scale act on the instances that run', () => {
    const running = platform(both.map((one) => ({ ...one, generation: 1 })));
    expect(nextState(facts({ kind: 'flag' }), running, at(5), 60).stage).toBe('watching');
    expect(nextState(facts({ kind: 'scale', replicas: 3 }), running, at(5), 60).stage).toBe('starting');
  });

  test('instances of the version before make no change to a version that never came up healthy', () => {
    const before = both.map((one) => ({ ...one, generation: 1, version: '1.0.0' }));
    const unready = both.map((one) => ({ ...one, ready: false }));
    expect(nextState(facts({ kind: 'flag' }), platform([...before, ...unready]), at(5), 60).stage).toBe('probing');
  });
});

describe('failures', () => {
  const loop = instance({ state: 'crash_loop', ready: false, restarts: 3, last_exit: exit(1, 3) });
  test.each([
    [
      'the platform gave up on a crash loop',
      platform([loop], { failure: { reason: 'crash_loop', since: '', instance: 'a' } }),
      'reason.crash_loop',
    ],
    ['an instance is in a crash loop', platform([loop]), 'reason.crash_loop'],
    ['a crash loop at the memory limit', platform([{ ...loop, last_exit: exit(137, 3, 'OOMKilled') }]), 'reason.oom_killed'],
    ['a crash loop by the liveness probe', platform([{ ...loop, last_exit: exit(137, 3, 'LivenessProbe') }]), 'reason.liveness'],
    [
      'a crash loop that nobody saw',
      platform([], { failure: { reason: 'crash_loop', since: '', instance: null } }),
      'reason.crash_loop_unseen',
    ],
    [
      'a command that is not there',
      platform([instance({ state: 'backoff', ready: false, last_exit: exit(127, 1, 'CommandNotFound') })]),
      'reason.command_not_found',
    ],
    ['the start deadline', platform([], { failure: { reason: 'start_deadline', since: '', instance: null } }), 'reason.start_deadline'],
    ['never ready', platform([], { failure: { reason: 'not_ready', since: '', instance: null } }), 'reason.never_ready'],
  ])('%s', (_, status, key) => {
    expect(nextState(facts(), status, at(5), 60)).toMatchObject({ status: 'failed', stage: 'ended', reason: { key } });
  });

  test('a failing readiness probe is named with its path', () => {
    const probe = { kind: 'readiness' as const, path: '/readyz', port: 80, ok: false, status: 503, error: null, streak: 9, at: '' };
    const status = platform([instance({ ready: false, readiness: probe })], { failure: { reason: 'not_ready', since: '', instance: 'a' } });
    expect(nextState(facts(), status, at(5), 60).reason).toEqual({
      key: 'reason.readiness_status',
      values: { path: '/readyz', status: 503 },
    });
  });

  test('probes that have not passed within 90 s', () => {
    const slow = platform([instance({ ready: false })]);
    expect(nextState(facts(), slow, at(89), 60).status).toBe('progressing');
    expect(nextState(facts(), slow, at(90), 60)).toMatchObject({ status: 'failed', reason: { key: 'reason.ready_deadline' } });
  });

  test('an older generation’s crash is not ours', () => {
    const old = { ...loop, generation: 1 };
    expect(nextState(facts(), platform([...both, old]), at(5), 60).status).toBe('progressing');
  });
});

describe('the watch', () => {
  test('it stays until the end and is healthy then', () => {
    expect(nextState(watching, platform(both), at(69), 60)).toMatchObject({ status: 'progressing', stage: 'watching' });
    expect(nextState(watching, platform(both), at(70), 60)).toMatchObject({
      status: 'healthy',
      reason: { key: 'reason.healthy_after_watch' },
    });
  });
  test.each([
    ['an exit', [instance({ last_exit: exit(3, 20) }), instance()], 'reason.watch_exit'],
    ['an exit at the memory limit', [instance({ last_exit: exit(137, 20, 'OOMKilled') }), instance()], 'reason.watch_oom_killed'],
    ['a kill by liveness', [instance({ last_exit: exit(137, 20, 'LivenessProbe') }), instance()], 'reason.watch_liveness'],
  ])('%s fails it', (_, instances, key) => {
    expect(nextState(watching, platform(instances), at(30), 60)).toMatchObject({ status: 'failed', reason: { key } });
  });
  test.each([
    ['an instance that is no longer ready', [instance({ ready: false }), instance()]],
    ['an instance that is gone', [instance()]],
  ])('%s fails it when that lasts, or at its end', (_, instances) => {
    const missing = (seconds: number) => ({ ...watching, readiness: { missingSince: at(seconds), lost: 1, endsBefore: 0 } });
    expect(nextState(missing(28), platform(instances), at(30), 60).status).toBe('progressing');
    expect(nextState(missing(25), platform(instances), at(30), 60)).toMatchObject({ reason: { key: 'reason.watch_not_ready' } });
    expect(nextState(missing(68), platform(instances), at(70), 60)).toMatchObject({ status: 'failed' });
  });
  test('readiness that goes and comes is counted, and fails it the third time', () => {
    const flapping = (lost: number) => ({ ...watching, readiness: { missingSince: null, lost, endsBefore: 0 } });
    expect(nextState(flapping(2), platform(both), at(30), 60).status).toBe('progressing');
    expect(nextState(flapping(3), platform(both), at(30), 60)).toMatchObject({
      status: 'failed',
      reason: { key: 'reason.watch_flapping', values: { count: 3 } },
    });
  });
  test('instances that ended as often before fail nothing, and more often do', () => {
    const old = { ...watching, readiness: { missingSince: null, lost: 0, endsBefore: 1 } };
    const one = [instance({ last_exit: exit(3, 20) }), instance()];
    expect(nextState(old, platform(one), at(30), 60).status).toBe('progressing');
    expect(nextState(old, platform(one.map(() => instance({ last_exit: exit(3, 20) }))), at(30), 60).status).toBe('failed');
  });
  test('what is worse than before fails it at once, with both numbers', () => {
    const comparison = worse({ what: 'errors', before: 0.001, after: 0.102 });
    expect(nextState({ ...watching, comparison }, platform(both), at(30), 60)).toMatchObject({
      status: 'failed',
      reason: { key: 'reason.watch_errors', values: { now: 10.2, before: 0.1, requests: 51 } },
    });
    const slow = worse({ what: 'latency', before: 0.02, after: 0.21 });
    expect(nextState({ ...watching, comparison: slow }, platform(both), at(30), 60).reason).toMatchObject({
      key: 'reason.watch_slower',
      values: { now: 210, before: 20 },
    });
  });
  test('its last measurement is waited for, but not for long', () => {
    const late = { ...watching, measured: false };
    expect(nextState(late, platform(both), at(71), 60).status).toBe('progressing');
    expect(nextState(late, platform(both), at(74), 60).status).toBe('healthy');
  });
  test('its end says what was compared, and what could not be', () => {
    const requests = { before: 400, after: 12 };
    const none: Comparison = { verdict: 'not_compared', why: 'little_after', requests };
    expect(nextState({ ...watching, comparison: none }, platform(both), at(70), 60).reason?.key).toBe('reason.healthy_little_after');
    const well: Comparison = { verdict: 'no_worse', requests, errors: { before: 0, after: 0 } };
    expect(nextState({ ...watching, comparison: well }, platform(both), at(70), 60).reason?.key).toBe('reason.healthy_compared');
  });
  test('an exit before the watch does not', () => {
    expect(nextState(watching, platform([instance({ last_exit: exit(3, 5) }), instance()]), at(30), 60).status).toBe('progressing');
  });
  test('a silent platform neither ends nor fails it at once', () => {
    expect(nextState({ ...watching, unreachableSince: at(60) }, null, at(100), 60)).toMatchObject({
      status: 'progressing',
      stage: 'watching',
    });
    expect(nextState({ ...watching, unreachableSince: at(60) }, null, at(180), 60)).toMatchObject({
      status: 'failed',
      reason: { key: 'reason.platform_unreachable' },
    });
  });
});

describe('stopping, waiting, being overtaken', () => {
  test('a stop is healthy when nothing is left', () => {
    const stop = facts({ kind: 'scale', replicas: 0 });
    expect(nextState(stop, platform([instance({ state: 'stopping', generation: 1 })]), at(5), 0)).toMatchObject({
      status: 'progressing',
      reason: { key: 'reason.stopping' },
    });
    expect(nextState(stop, platform([instance({ state: 'stopped', generation: 1 })]), at(5), 0)).toMatchObject({
      status: 'healthy',
      reason: { key: 'reason.stopped' },
    });
    expect(nextState(stop, platform([instance()]), at(90), 0)).toMatchObject({ status: 'failed', reason: { key: 'reason.not_stopped' } });
  });
  test('a pending one is given up after two minutes', () => {
    const pending = facts({ status: 'pending', stage: 'queued', startedAt: null });
    expect(nextState(pending, null, at(119), 60)).toMatchObject({ status: 'pending', stage: 'queued' });
    expect(nextState(pending, null, at(120), 60)).toMatchObject({ status: 'failed', reason: { key: 'reason.not_taken_up' } });
  });
  test('a newer generation on the platform supersedes it', () => {
    expect(nextState(facts(), platform(both, { observedGeneration: 3 }), at(5), 60).status).toBe('superseded');
  });
  test('rollbacks, stops and what was there before are not watched', () => {
    expect(watchSecondsOf({ kind: 'rollback', replicas: 1, adopted: false }, 60)).toBe(0);
    expect(watchSecondsOf({ kind: 'scale', replicas: 0, adopted: false }, 60)).toBe(0);
    expect(watchSecondsOf({ kind: 'release', replicas: 1, adopted: true }, 60)).toBe(0);
    expect(watchSecondsOf({ kind: 'release', replicas: 1, adopted: false }, 60)).toBe(60);
  });
});

describe('whatever the platform says', () => {
  const anInstance = fc.record({
    state: fc.constantFrom('starting', 'running', 'backoff', 'crash_loop', 'stopping', 'stopped'),
    ready: fc.boolean(),
    restarts: fc.nat(4),
    generation: fc.constantFrom(1, 2, 3),
    last_exit: fc.option(fc.integer({ min: 0, max: 300 }).map((seconds) => exit(1, seconds))),
  });
  const anObservation = fc.option(
    fc.record({
      instances: fc.array(
        anInstance.map((given) => instance(given as Partial<Instance>)),
        { maxLength: 4 },
      ),
      observedGeneration: fc.constantFrom(1, 2, 2, 2, 3),
      failure: fc.option(
        fc.record({
          reason: fc.constantFrom('crash_loop', 'start_deadline', 'not_ready', 'command_not_found'),
          since: fc.constant(''),
          instance: fc.constant('a'),
        }),
        { freq: 6 },
      ),
    }),
    { freq: 6 },
  );
  const aHistory = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 40 }), seen: anObservation, good: fc.boolean() }), {
    maxLength: 40,
  });

  test('what has ended never changes, and healthy never comes before the watch is over', () => {
    fc.assert(
      fc.property(deploymentKindArbitrary(), fc.nat(3), fc.constantFrom(0, 15, 60), aHistory, (kind, replicas, watchSeconds, history) => {
        let now = 0;
        let known = facts({ kind, replicas });
        for (const { wait, seen, good } of history) {
          now += wait;
          const healthy = Array.from({ length: replicas }, (_, index) => instance({ id: String(index) }));
          const status = good ? platform(healthy) : seen && platform(seen.instances, seen);
          const unreachableSince = status ? null : (known.unreachableSince ?? at(now));
          const before = known;
          const next = nextState({ ...known, unreachableSince }, status, at(now), watchSeconds);
          known = { ...known, ...next, unreachableSince };
          if (before.status !== 'progressing') expect(next.status).toBe(before.status);
          if (next.status === 'healthy' && before.status === 'progressing' && replicas > 0) {
            const since = before.watchingSince ?? next.watchingSince;
            expect(now * 1000 + T0 - (since?.getTime() ?? Infinity)).toBeGreaterThanOrEqual(watchSeconds * 1000);
          }
          if (next.status !== 'progressing') expect(next.stage).toBe('ended');
        }
      }),
      { numRuns: 500 },
    );
  });
});

function deploymentKindArbitrary() {
  return fc.constantFrom(...deploymentKindSchema.options);
}
