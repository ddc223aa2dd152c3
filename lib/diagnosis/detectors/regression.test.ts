import { expect, test } from 'vitest';
import type { Comparison } from '#/lib/domain/comparison.ts';
import { diagnose } from '../diagnose.ts';
import { scene } from '../testing/scene.ts';
import { regression } from './regression.ts';

const worse: Comparison = {
  verdict: 'worse',
  what: 'latency',
  route: null,
  before: 0.024,
  after: 0.25,
  requests: { before: 900, after: 60 },
  since: Date.parse('2026-03-01T12:00:10.000Z'),
  newError: null,
};

/** A version whose instances are ready, with what its comparison said. */
function healthyBut(comparison: Comparison | null, given: Parameters<typeof scene>[0] = {}) {
  const world = scene({ exit: null, instance: { state: 'running', ready: true, restarts: 0 }, ...given });
  const [evidence = ''] = world.book.items().map((item) => item.id);
  world.observations.comparison = comparison && { evidence, value: comparison };
  return world;
}
const detect = (...given: Parameters<typeof healthyBut>) => {
  const { observations, book } = healthyBut(...given);
  return regression.detect(observations, book.cite).claims;
};

test('fires on ready instances that are slower than what served before, with both numbers and since when', () => {
  const [claim] = detect(worse);
  expect(claim).toMatchObject({
    mode: 'rollout.regression',
    title: { values: { version: '1.1.0', now: 250, before: 24 } },
    detail: { values: { requests: 60, requestsBefore: 900, since: '12:00:10 UTC' } },
    mechanism: { kind: 'version' },
  });
});

test('names the route that fails', () => {
  const [claim] = detect({ ...worse, what: 'errors', route: '/payments', before: 0.001, after: 0.4 });
  expect(claim).toMatchObject({ object: '/payments', title: { values: { now: 40, before: 0.1 } } });
});

test('lays it to the release that brought the version, and a rollback helps', () => {
  const { observations, book } = healthyBut(worse);
  const { report } = diagnose(observations, book);
  expect(report).toMatchObject({ verdict: 'likely', root_cause: { mode: 'rollout.regression', change_id: 'c2' } });
  expect(report.recommended_actions[0]).toMatchObject({ kind: 'rollback', would_help: true });
});

test('stays silent when nothing got worse, or it was not compared', () => {
  const requests = { before: 900, after: 60 };
  expect(detect({ verdict: 'no_worse', requests, errors: { before: 0, after: 0 } })).toEqual([]);
  expect(detect({ verdict: 'not_compared', why: 'little_before', requests })).toEqual([]);
});

test('survives metrics or a deployment that could not be read', () => {
  expect(detect(null, { gaps: ['metrics'] })).toEqual([]);
  expect(detect(worse, { gaps: ['deployment'] })).toEqual([]);
});
