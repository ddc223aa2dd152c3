import { expect, test } from 'vitest';
import type { Instance } from '#/lib/domain/workload.ts';
import { worstInstance } from './worst-instance.ts';

const instance = (id: string, part: Partial<Instance>): Instance => ({
  id,
  version: '1',
  generation: 1,
  deployment_id: null,
  state: 'running',
  ready: true,
  restarts: 0,
  started_at: null,
  next_start_at: null,
  last_exit: null,
  liveness: null,
  readiness: null,
  memory_bytes: null,
  memory_limit_bytes: null,
  pid: null,
  port: null,
  command: null,
  ...part,
});

test('a crash loop is worse than one that is merely not ready', () => {
  expect(worstInstance([instance('slow', { ready: false }), instance('loop', { state: 'crash_loop', ready: false })])?.id).toBe('loop');
});
test('among equals the one that restarted more is shown', () => {
  const loop = { state: 'crash_loop', ready: false } as const;
  expect(worstInstance([instance('a', { ...loop, restarts: 2 }), instance('b', { ...loop, restarts: 5 })])?.id).toBe('b');
});
test('when all are well none stands out', () => {
  expect(worstInstance([instance('a', {}), instance('b', { restarts: 3 })])).toBeNull();
});
