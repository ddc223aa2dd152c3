import { expect, test } from 'vitest';
import { considerChanges } from '../changes.ts';
import { evidenceBook } from '../evidence.ts';
import { nothingObserved } from '../observations.ts';
import { change, payment, T0 } from '../testing/scene.ts';
import { stopped } from './stopped.ts';

const stop = change('stop', T0, { eventType: 'SCALE', changes: [{ path: 'stopped', before: false, after: true }] });

function observed(given: { stopped: boolean; desired: number } | null) {
  const observations = nothingObserved(payment, T0 + 60_000, { start: T0 - 60_000, end: T0 + 60_000 });
  if (given) observations.health = { evidence: 'e1', value: { health: 'unknown', since: null, version: '1.0.0', ready: 0, ...given } };
  observations.changes = [stop];
  return observations;
}
const detect = (given: Parameters<typeof observed>[0]) => stopped.detect(observed(given), evidenceBook().cite).claims;

test('fires on a service that somebody stopped, and the change that did it is found', () => {
  const [claim] = detect({ stopped: true, desired: 0 });
  expect(claim).toMatchObject({ mode: 'rollout.scaled_to_zero', at: T0 });
  expect(considerChanges(observed({ stopped: true, desired: 0 }), claim ?? null, T0).culprit).toMatchObject({
    change: { id: 'stop' },
    paths: ['stopped'],
  });
});

test('stays silent on a service that is meant to run', () => {
  expect(detect({ stopped: false, desired: 2 })).toEqual([]);
});

test('survives a service that could not be read', () => {
  expect(detect(null)).toEqual([]);
});
