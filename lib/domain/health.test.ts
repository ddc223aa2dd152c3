import { expect, test } from 'vitest';
import { judgeHealth, type HealthFacts } from './health.ts';
import type { Instance, WorkloadStatus } from './workload.ts';

const running = {
  state: 'running',
  ready: true,
  restarts: 0,
  last_exit: null,
  readiness: null,
  version: '1.0.0',
  id: 'a',
  generation: 1,
} as Instance;
const platform = (instances: Partial<Instance>[], given: Partial<WorkloadStatus> = {}): WorkloadStatus => ({
  service: { cluster: 'default', namespace: 'n', name: 's' },
  observedGeneration: 1,
  instances: instances.map((one) => ({ ...running, ...one })),
  failure: null,
  observedAt: '',
  ...given,
});
const quiet = { traffic: null, errorRate: null, p95: null, p95Before: null };
const busy = { traffic: 5, errorRate: 0, p95: 0.1, p95Before: 0.1 };
const facts = (given: Partial<HealthFacts> = {}): HealthFacts => ({
  external: false,
  deployed: true,
  stopped: false,
  replicas: 2,
  generation: 1,
  version: '1.0.0',
  platform: platform([{}, {}]),
  signals: busy,
  ...given,
});
const gone = { state: 'backoff', ready: false, restarts: 1 } as const;

test.each<[string, Partial<HealthFacts>, string, string | undefined]>([
  ['all ready', {}, 'healthy', undefined],
  ['all ready, nobody calls', { signals: quiet }, 'healthy', undefined],
  ['never deployed', { deployed: false }, 'unknown', 'reason.never_deployed'],
  ['a silent platform', { platform: null }, 'unknown', 'reason.platform_silent'],
  ['stopped', { stopped: true, platform: platform([]) }, 'unknown', 'reason.stopped_on_purpose'],
  ['nothing ready after exits', { platform: platform([gone, gone]) }, 'failing', 'reason.nothing_ready'],
  ['nothing ready yet', { platform: platform([{ state: 'starting', ready: false }]) }, 'unknown', 'reason.starting_up'],
  ['one of two gone', { platform: platform([{}, gone]) }, 'degraded', 'reason.partly_ready'],
  ['one of two still to come', { platform: platform([{}, { state: 'starting', ready: false }]) }, 'healthy', undefined],
  [
    'a newest version that does not start while the old one serves',
    {
      generation: 2,
      version: '1.1.0',
      platform: platform([{}], { observedGeneration: 2, failure: { reason: 'crash_loop', since: '', instance: null } }),
    },
    'degraded',
    'reason.newest_does_not_start',
  ],
  ['half of the requests failing', { signals: { ...busy, errorRate: 0.5 } }, 'failing', 'reason.errors'],
  ['some requests failing', { signals: { ...busy, errorRate: 0.06 } }, 'degraded', 'reason.errors'],
  ['few requests failing', { signals: { ...busy, errorRate: 0.04 } }, 'healthy', undefined],
  ['much slower than before', { signals: { ...busy, p95: 0.9 } }, 'degraded', 'reason.slow'],
  ['slower, but fast', { signals: { ...busy, p95: 0.4 } }, 'healthy', undefined],
  ['elsewhere without data', { external: true, platform: null, signals: quiet }, 'unknown', 'reason.no_data'],
  ['elsewhere with good signals', { external: true, platform: null }, 'healthy', undefined],
])('%s', (_, given, health, key) => {
  const verdict = judgeHealth(facts(given));
  expect([verdict.health, verdict.reason?.key]).toEqual([health, key]);
});
