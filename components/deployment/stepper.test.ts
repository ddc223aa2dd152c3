import { describe, expect, test } from 'vitest';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { clock, deploymentSteps } from './stepper.ts';

const base: Deployment = {
  id: 'd1',
  kind: 'release',
  service: 'payment-api',
  namespace: 'production',
  cluster: 'default',
  version: '1.1.0',
  previous_version: '1.0.0',
  image: null,
  commit_sha: null,
  commits: [],
  description: null,
  config_changes: [],
  status: 'progressing',
  stage: 'queued',
  reason: null,
  author: 'ada',
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: null,
  watching_since: null,
  watch_until: null,
  finished_at: null,
  replicas: 2,
  instances: [],
  restores: null,
  change_id: null,
  diagnosis: null,
};
const instance: Deployment['instances'][number] = {
  id: 'i1',
  version: '1.1.0',
  generation: 2,
  deployment_id: 'd1',
  state: 'running',
  ready: false,
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
};
const at = (second: number) => new Date(Date.parse(base.created_at) + second * 1000).toISOString();
const states = (deployment: Deployment, second = 5) => deploymentSteps(deployment, Date.parse(at(second))).map((step) => step.state);

describe('the stepper', () => {
  test('counts the instances that have come up, not those of other deployments', () => {
    const deployment: Deployment = {
      ...base,
      stage: 'starting',
      started_at: at(1),
      instances: [instance, { ...instance, id: 'old', deployment_id: 'd0' }],
    };
    expect(deploymentSteps(deployment, 0)[1]).toMatchObject({ state: 'current', progress: { done: 1, of: 2 } });
    expect(states(deployment)).toEqual(['done', 'current', 'ahead', 'ahead', 'ahead']);
  });
  test('counts the seconds of the watch and stops at its end', () => {
    const deployment: Deployment = { ...base, stage: 'watching', started_at: at(1), watching_since: at(10), watch_until: at(70) };
    expect(deploymentSteps(deployment, Date.parse(at(52)))[3]?.progress).toEqual({ done: 42, of: 60 });
    expect(deploymentSteps(deployment, Date.parse(at(99)))[3]?.progress).toEqual({ done: 60, of: 60 });
  });
  test('shows a failure at the step it happened in', () => {
    const ended = { ...base, status: 'failed', stage: 'ended', started_at: at(1), finished_at: at(9) } as const;
    expect(states(ended)).toEqual(['done', 'failed', 'unreached', 'unreached', 'failed']);
    expect(states({ ...ended, instances: [instance] })).toEqual(['done', 'done', 'failed', 'unreached', 'failed']);
    expect(states({ ...ended, watching_since: at(5) })).toEqual(['done', 'done', 'done', 'failed', 'failed']);
  });
  test('keeps the step that failed and its end after the attempt was rolled back', () => {
    const ended = { ...base, status: 'rolled_back', stage: 'ended', started_at: at(1), watching_since: at(5), finished_at: at(9) } as const;
    const diagnosis = { id: 'g1', status: 'completed', summary: null, verdict: 'proven', mode: null } as const;
    expect(states({ ...ended, diagnosis })).toEqual(['done', 'done', 'done', 'failed', 'failed']);
    expect(deploymentSteps({ ...ended, diagnosis }, 0)[4]?.at).toBe(at(9));
    expect(states(ended)).not.toContain('failed');
  });
  test('leaves no step unreached of one that had ended healthy and was rolled back later', () => {
    const passed = {
      ...base,
      status: 'rolled_back',
      stage: 'ended',
      started_at: at(1),
      watching_since: at(5),
      watch_until: at(20),
    } as const;
    expect(states({ ...passed, finished_at: at(20) })).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(states({ ...passed, finished_at: at(9) })).toContain('unreached');
  });
  test('knows that a rollback is not watched', () => {
    expect(
      states({
        ...base,
        kind: 'rollback',
        status: 'healthy',
        stage: 'ended',
        started_at: at(1),
        watching_since: at(4),
        watch_until: at(4),
        finished_at: at(4),
      }),
    ).toEqual(['done', 'done', 'done', 'skipped', 'done']);
  });
  test('does not call a superseded attempt failed', () => {
    expect(states({ ...base, status: 'superseded', stage: 'ended', started_at: at(1), finished_at: at(4) })).not.toContain('failed');
  });
});

test('seconds are written as on a clock', () => {
  expect([clock(42), clock(60), clock(605.9), clock(-1)]).toEqual(['0:42', '1:00', '10:05', '0:00']);
});
