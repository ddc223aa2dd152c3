import { expect, test } from 'vitest';
import { considerChanges } from './changes.ts';
import { crashLoop } from './detectors/crash-loop.ts';
import { dependency } from './detectors/dependency.ts';
import { missingEnv } from './detectors/missing-env.ts';
import { exceptions } from './detectors/exceptions.ts';
import { outOfMemory } from './detectors/out-of-memory.ts';
import { flags } from './detectors/flags.ts';
import type { Detector } from './claim.ts';
import type { ChangeFacts } from './observations.ts';
import { running, served, thrown as threw } from './testing/running.ts';
import { change, scene, T0 } from './testing/scene.ts';

const MISSING = ['LEDGER_URL is not set'];
/** A configuration without the key that the log names. */
const without = { configKeys: ['LOG_LEVEL'] };
const removal = (at: number, given: Partial<ChangeFacts> = {}) =>
  change('removal', at, {
    eventType: 'CONFIG_UPDATE',
    changes: [{ path: 'config.LEDGER_URL', before: 'http://ledger', after: null }],
    ...given,
  });

function consider(detector: Detector, given: Parameters<typeof scene>[0], onset = T0 + 10_000) {
  const { observations, book } = scene(given);
  const [claim] = detector.detect(observations, book.cite).claims;
  const { considered, culprit } = considerChanges(observations, claim ?? null, onset);
  return {
    culprit: culprit?.change.id ?? null,
    paths: culprit?.paths,
    said: new Map(considered.map((item) => [item.change_id, `${item.verdict}: ${item.reason.key}`])),
  };
}

test('a version that needs a key which no version before had: the release', () => {
  const { culprit, paths, said } = consider(missingEnv, { log: ['NEW_KEY is not set'] });
  expect([culprit, paths]).toEqual(['c2', ['version']]);
  expect(said.get('c2')).toBe('suspected: report.change.version_needs_key');
});

test('a key that a change took away: that change, not the release that came after it', () => {
  const { culprit, paths, said } = consider(missingEnv, { log: MISSING, deployment: without, changes: [removal(T0 - 60_000)] });
  expect([culprit, paths]).toEqual(['removal', ['config.LEDGER_URL']]);
  expect(said.get('c2')).toBe('rejected: report.change.overruled');
});

test('a removal that a healthy deployment came after did no harm: the release needs the key', () => {
  const { culprit, said } = consider(missingEnv, {
    log: MISSING,
    deployment: without,
    previous: without,
    changes: [removal(T0 - 7_200_000)],
  });
  expect(culprit).toBe('c2');
  expect(said.get('removal')).toBe('rejected: report.change.ran_healthy');
});

test('nothing that came after the failure began, however telling its diff', () => {
  const { culprit, said } = consider(missingEnv, { log: MISSING, deployment: without, changes: [removal(T0 + 30_000)] });
  expect(culprit).toBe('c2');
  expect(said.get('removal')).toBe('rejected: report.change.after_onset');
});

test('a change to another key is innocent, though it came last', () => {
  const innocent = change('innocent', T0 + 5_000, {
    eventType: 'CONFIG_UPDATE',
    changes: [{ path: 'config.LOG_LEVEL', before: 'info', after: 'debug' }],
  });
  const { culprit, said } = consider(missingEnv, { log: ['NEW_KEY is not set'], changes: [innocent] });
  expect(culprit).toBe('c2');
  expect(said.get('innocent')).toBe('rejected: report.change.other_keys');
});

test('a change to a service that nothing connects with the failing one', () => {
  const elsewhere = change('elsewhere', T0 + 5_000, { service: 'catalog', changes: [{ path: 'version', before: '1', after: '2' }] });
  expect(consider(missingEnv, { log: ['NEW_KEY is not set'], changes: [elsewhere] }).said.get('elsewhere')).toBe(
    'rejected: report.change.cannot_reach',
  );
});

test('a restart brings nothing new', () => {
  const restart = change('restart', T0 + 5_000, { eventType: 'RESTART', changes: [] });
  expect(consider(crashLoop, { log: ['Error: x'], changes: [restart] }).said.get('restart')).toBe('rejected: report.change.no_new_code');
});

test('a callee that somebody stopped: that change, and the release is let go', () => {
  const stop = change('stop', T0 - 60_000, {
    service: 'ledger',
    eventType: 'SCALE',
    changes: [{ path: 'stopped', before: false, after: true }],
  });
  const { culprit, said } = consider(dependency, {
    log: ['connect ECONNREFUSED 127.0.0.1:4104'],
    peers: [{ health: 'failing', stopped: true }],
    changes: [stop],
  });
  expect(culprit).toBe('stop');
  expect(said.get('c2')).toBe('rejected: report.change.fault_elsewhere');
});

test('a configuration that was rolled out and after which its instances crash', () => {
  const rolled = change('rolled', T0, {
    deploymentId: 'd2',
    eventType: 'CONFIG_UPDATE',
    changes: [{ path: 'config.TAX_TABLE', before: null, after: 'v2' }],
  });
  const { culprit, paths } = consider(crashLoop, { log: ['Error: no such table'], deployment: { kind: 'config' }, changes: [rolled] });
  expect([culprit, paths]).toEqual(['rolled', ['config.TAX_TABLE']]);
});

test('without a claim every change is let go', () => {
  const { culprit, said } = consider(missingEnv, {});
  expect(culprit).toBeNull();
  expect([...said.values()].every((text) => text.startsWith('rejected'))).toBe(true);
});

const brought = (id: string, at: number) => change(id, at, { changes: [{ path: 'version', before: '1.0.0', after: '1.1.0' }] });

test('of two attempts at a version in a row the newest, which still brings it over what serves', () => {
  const { culprit, paths, said } = consider(missingEnv, { log: ['NEW_KEY is not set'], changes: [brought('first', T0 - 60_000)] });
  expect([culprit, paths]).toEqual(['c2', ['version']]);
  expect(said.get('first')).toBe('rejected: report.change.asked_again');
});

test('a failed attempt that was rolled back before is not said to have run healthy', () => {
  const rolledBack = { createdAt: T0 - 30_000, finishedAt: T0 - 20_000 };
  const { culprit, said } = consider(missingEnv, {
    log: ['NEW_KEY is not set'],
    previous: rolledBack,
    changes: [brought('first', T0 - 60_000)],
  });
  expect(culprit).toBe('c2');
  expect(said.get('first')).toBe('rejected: report.change.undone');
});

test('a change on top of a version that never came up: the release that brought the version', () => {
  const onTop = { kind: 'config', previousVersion: '1.0.0' } as const;
  const changes = [
    change('c2', T0, {
      deploymentId: 'd2',
      eventType: 'CONFIG_UPDATE',
      changes: [{ path: 'config.LOG_LEVEL', before: 'info', after: 'debug' }],
    }),
    brought('first', T0 - 60_000),
  ];
  for (const [detector, log] of [[missingEnv, ['NEW_KEY is not set']] as const, [crashLoop, []] as const]) {
    const given = scene({ deployment: onTop, log: [...log] });
    given.observations.changes = changes;
    const [claim] = detector.detect(given.observations, given.book.cite).claims;
    const { culprit } = considerChanges(given.observations, claim ?? null, T0 + 10_000);
    expect([culprit?.change.id, culprit?.paths]).toEqual(['first', ['version']]);
  }
});

const thrown = (given: Partial<Parameters<typeof running>[0]> = {}, detector: Detector = exceptions) => {
  const { observations, book } = running({
    before: served(80),
    now: [...served(60), ...threw(10, 'TypeError: no rate for the region')],
    ...given,
  });
  const [claim] = detector.detect(observations, book.cite).claims;
  const judged = considerChanges(observations, claim ?? null, T0 + 20_000);
  return {
    culprit: judged.culprit?.change.id ?? null,
    undecided: judged.undecided.map((item) => item.id),
    said: new Map(judged.considered.map((item) => [item.change_id, `${item.verdict}: ${item.reason.key}`])),
  };
};
const config = (id: string, at: number, key: string, given: Partial<ChangeFacts> = {}) =>
  change(id, at, { eventType: 'CONFIG_UPDATE', changes: [{ path: `config.${key}`, before: 'a', after: 'b' }], ...given });

test('a new exception is laid to the release whose version throws it, and an innocent release beside it is let go', () => {
  const elsewhere = change('elsewhere', T0 - 60_000, { service: 'catalog', changes: [{ path: 'version', before: '1', after: '2' }] });
  const { culprit, said } = thrown({ changes: [elsewhere] });
  expect(culprit).toBe('c2');
  expect(said.get('c2')).toBe('suspected: report.change.threw');
  expect(said.get('elsewhere')).toBe('rejected: report.change.cannot_reach');
});

test('of two changes close together the one that the error names wins', () => {
  const now = [...served(60), ...threw(10, 'TypeError: bad value', 'readRegionRates (file:///app/rates.ts:3:1)')];
  const { culprit, said } = thrown({ changes: [config('named', T0 + 3_000, 'REGION_RATES')], now }, flags);
  expect(culprit).toBe('named');
  expect(said.get('c2')).toBe('rejected: report.change.overruled');
});

test('when nothing separates two changes both stay open, and neither is convicted', () => {
  const { culprit, undecided, said } = thrown({
    deployment: { kind: 'config', previousVersion: '1.0.0' },
    changes: [config('late', T0 + 3_000, 'PAGE_SIZE', { deploymentId: 'd2' })],
  });
  expect(culprit).toBeNull();
  expect(undecided.toSorted()).toEqual(['c2', 'late']);
  expect(said.get('late')).toBe('suspected: report.change.undecided');
});

test('a live flag that no error names is not convicted for coming last', () => {
  const flag = change('flag', T0 + 3_000, {
    eventType: 'FEATURE_FLAG',
    deploymentId: 'd2',
    changes: [{ path: 'flags.dark-theme', before: false, after: true }],
  });
  const { culprit, said } = thrown({
    deployment: { kind: 'flag', version: '1.0.0' },
    versionNow: '1.0.0',
    before: served(400),
    changes: [flag],
  });
  expect(culprit).toBeNull();
  expect(said.get('flag')).toBe('rejected: report.change.unnamed');
});

test('a version rolled out while the service failed for an old reason is not convicted', () => {
  const old = [...served(60), ...threw(10, 'TypeError: no rate for the region')];
  const { culprit, said } = thrown({ before: old, now: old });
  expect(culprit).toBeNull();
  expect(said.get('c2')).toBe('rejected: report.change.failed_before');
});

test('the first deployment of a service is not blamed for an error that came long after it, though it set its configuration', () => {
  const first = { path: 'version', before: null, after: '1.0.0' };
  const created = change('created', T0 - 7_200_000, {
    deploymentId: 'd2',
    changes: [first, { path: 'config.PAGE_SIZE', before: null, after: '5' }],
  });
  const given = { versionNow: '1.0.0', before: served(400), deployment: { version: '1.0.0' }, changes: [created] };
  expect(thrown(given).culprit).toBeNull();
});

test('a callee that went wrong right after a change of its own: that change', () => {
  const release = change('theirs', T0 + 1_000, { service: 'ledger', changes: [{ path: 'version', before: '1', after: '2' }] });
  const { culprit, said } = consider(dependency, {
    log: ['connect ECONNREFUSED 127.0.0.1:4104'],
    peers: [{ health: 'failing', healthSince: T0 + 30_000 }],
    changes: [release],
  });
  expect(culprit).toBe('theirs');
  expect(said.get('c2')).toBe('rejected: report.change.fault_elsewhere');
});

test('a stop within the step in which the measured onset lies may have brought it, unless the log tells of it before', () => {
  const stop = change('stop', T0 + 20_000, {
    service: 'ledger',
    eventType: 'SCALE',
    changes: [{ path: 'stopped', before: false, after: true }],
  });
  const judge = (log: string[]) =>
    consider(
      dependency,
      {
        log: [...log.map(() => 'ready'), 'connect ECONNREFUSED 127.0.0.1:4104'],
        deployment: { status: 'healthy' },
        instance: { ready: false },
        peers: [{ health: 'unknown', stopped: true }],
        changes: [stop],
      },
      T0,
    );
  expect(judge(Array.from({ length: 20 }, () => '')).culprit).toBe('stop');
  expect(judge([]).said.get('stop')).toBe('rejected: report.change.after_onset');
});

test('a stop that was undone before the failure is not convicted, whoever does not answer now', () => {
  const switched = (id: string, at: number, after: boolean) =>
    change(id, at, { service: 'ledger', eventType: 'SCALE', changes: [{ path: 'stopped', before: !after, after }] });
  const { culprit, said } = consider(dependency, {
    log: ['connect ECONNREFUSED 127.0.0.1:4104'],
    peers: [{ health: 'failing', healthSince: T0 + 5_000 }],
    changes: [switched('start', T0 - 3_000_000, false), switched('stop', T0 - 3_600_000, true)],
  });
  expect(culprit).toBeNull();
  expect(said.get('stop')).toMatch(/^rejected/);
});

test('of two changes of a callee right before it went wrong nothing decides, and neither is convicted for coming last', () => {
  const theirs = (id: string, at: number, path: string) =>
    change(id, at, { service: 'ledger', changes: [{ path, before: '1', after: '2' }] });
  const { culprit, said } = consider(
    dependency,
    {
      log: ['connect ECONNREFUSED 127.0.0.1:4104'],
      peers: [{ health: 'failing', healthSince: T0 + 30_000 }],
      changes: [theirs('config', T0 + 2_000, 'config.POOL'), theirs('release', T0 + 1_000, 'version')],
    },
    T0 + 10_000,
  );
  expect(culprit).toBeNull();
  expect(said.get('release')).toBe('suspected: report.change.undecided');
  expect(said.get('config')).toBe('suspected: report.change.undecided');
});

test('a version that served for hours is not convicted of what began today, unless its memory ran out', () => {
  const HOURS = 3 * 3_600_000;
  const judge = (detector: Detector, exit: NonNullable<Parameters<typeof scene>[0]>['exit'], since: number) =>
    consider(detector, { log: ['Error: cannot go on'], exit, deployment: { status: 'healthy', finishedAt: T0 - since } }, T0 + 10_000);
  expect(judge(crashLoop, {}, HOURS).said.get('c2')).toBe('rejected: report.change.ran_healthy');
  expect(judge(crashLoop, {}, 60_000).culprit).toBe('c2');
  expect(judge(outOfMemory, { reason: 'OOMKilled', code: 137 }, HOURS).culprit).toBe('c2');
});
