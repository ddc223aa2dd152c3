import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storedReportSchema } from '#/lib/domain/diagnosis.ts';
import { diagnose } from './diagnose.ts';
import type { Source } from './observations.ts';
import { change, instance, scene, T0 } from './testing/scene.ts';

const MISSING = ['starting', 'Error: LEDGER_URL_V2 is not set', '    at load (/app/settings.ts:9:11)'];
const reportOf = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return diagnose(observations, book).report;
};

test('a mechanism that the log, the exit, the configuration and the release bear out is proven', () => {
  const report = reportOf({ log: MISSING });
  expect(report).toMatchObject({
    verdict: 'proven',
    root_cause: { mode: 'config.missing_env', change_id: 'c2', object: 'LEDGER_URL_V2' },
    onset: { kind: 'since_change', at: new Date(T0 + 11_000).toISOString() },
    first_failing_service: 'payment-api',
  });
  expect(report.confidence).toBeGreaterThan(0.85);
  expect(report.evidence[0]?.id).toBe(report.root_cause?.evidence_ids[0]);
  expect(report.hypotheses.map((item) => [item.mode, item.status])).toEqual([
    ['config.missing_env', 'supported'],
    ['container.crash_loop', 'rejected'],
  ]);
});

test.each<Source>(['changes', 'instances', 'deployment'])('without %s the same is only likely, and the gap is told', (source) => {
  const report = reportOf({ log: MISSING, gaps: [source] });
  expect(report.verdict).toBe('likely');
  expect(report.root_cause?.mode).toBe('config.missing_env');
  expect(report.confidence).toBeLessThan(reportOf({ log: MISSING }).confidence);
  expect(report.gaps).toMatchObject([{ source }]);
});

test('without the log nothing is concluded from the crash alone, and the log is what would decide', () => {
  const report = reportOf({ log: MISSING, gaps: ['logs'] });
  expect(report).toMatchObject({ verdict: 'inconclusive', root_cause: null });
  expect(report.hypotheses).toMatchObject([
    { mode: 'container.crash_loop', status: 'open', reason: { key: 'report.cause.crash_loop.deciding_log' } },
  ]);
  expect(report.changes_considered.every((item) => item.verdict === 'rejected')).toBe(true);
});

test('an exception alone is likely, never proven', () => {
  const report = reportOf({ log: ['TypeError: x is not a function', '    at pay (/app/pay.ts:4:2)'] });
  expect(report).toMatchObject({ verdict: 'likely', root_cause: { mode: 'container.crash_loop' } });
});

test('a secret in an exception is in no part of the report', () => {
  const secret = 'hunter2hunter2';
  const report = reportOf({ log: [`Error: cannot use postgres://app:${secret}@db:5432/app`] });
  expect(report.root_cause?.mode).toBe('container.crash_loop');
  expect(JSON.stringify(report)).not.toContain(secret);
});

test('a service on which nothing is wrong has no fault, and no change is accused', () => {
  const report = reportOf({ exit: null, instance: { state: 'running', ready: true, restarts: 0 }, deployment: { status: 'healthy' } });
  expect(report).toMatchObject({ verdict: 'no_fault', root_cause: null, recommended_actions: [{ kind: 'none' }], onset: null });
  expect(report.changes_considered.map((item) => item.verdict)).toEqual(['rejected', 'rejected']);
});

test.each(['metrics', 'instances'] as const)('a service whose %s could not be read is not called well', (source) => {
  const well = {
    exit: null,
    instance: { state: 'running' as const, ready: true, restarts: 0 },
    deployment: { status: 'healthy' as const },
  };
  expect(reportOf({ ...well, gaps: [source] })).toMatchObject({ verdict: 'inconclusive', root_cause: null, gaps: [{ source }] });
});

test('a line of blanks as long as a log allows costs no more than another', () => {
  const log = ['invalid', 'missing', 'failed to parse', 'connection refused', '"path": ['].map((word) => word + ' '.repeat(8_000) + 'x');
  expect(reportOf({ log: Array.from({ length: 100 }, () => log).flat() }).status).toBe('COMPLETED');
});

test('a service of which nothing is known is not called well', () => {
  const { observations, book } = scene({ gaps: ['deployment'], exit: null });
  const health = { health: 'unknown' as const, since: null, version: null, stopped: false, ready: null, desired: 1 };
  Object.assign(observations, { instances: null, gaps: [], health: { evidence: 'e1', value: health } });
  expect(diagnose(observations, book).report).toMatchObject({ verdict: 'inconclusive', root_cause: null, onset: null });
});

test('an instance that ended long before and is well again explains no errors of today', () => {
  const { observations, book } = scene({
    log: ['TypeError: x'],
    deployment: { status: 'healthy' },
    instance: { state: 'running', ready: true },
  });
  const since = observations.now;
  Object.assign(observations, { now: since + 3_600_000 });
  const health = { health: 'degraded' as const, since: since + 3_000_000, version: '1.1.0', stopped: false, ready: 1, desired: 1 };
  observations.health = { evidence: 'e1', value: health };
  expect(diagnose(observations, book).report).toMatchObject({ verdict: 'inconclusive', root_cause: null });
});

test('of two mechanisms the better borne out wins, and the other stays visible', () => {
  const report = reportOf({ log: ['Error: LEDGER_URL_V2 is not set', 'otel: connect ECONNREFUSED 127.0.0.1:4318'] });
  expect(report.root_cause?.mode).toBe('config.missing_env');
  expect(report.hypotheses.map((item) => item.mode)).toContain('dependency.unreachable');
});

describe('a rollback', () => {
  const rollback = (given: Parameters<typeof scene>[0]) => reportOf(given).recommended_actions.find((item) => item.kind === 'rollback');

  test('comes first and helps when it undoes the change', () => {
    expect(reportOf({ log: MISSING }).recommended_actions[0]).toMatchObject({ kind: 'rollback', would_help: true, target: 'd2' });
  });

  test('would not help when the fault sits in another service', () => {
    const given = { log: ['connect ECONNREFUSED 127.0.0.1:4104'], peers: [{ health: 'failing' as const }] };
    expect(reportOf(given).root_cause?.service).toBe('ledger');
    expect(rollback(given)).toMatchObject({ would_help: false });
    expect(reportOf(given).recommended_actions[0]?.kind).not.toBe('rollback');
  });

  test('would not help when the version before runs beside it and keeps ending, too', () => {
    const { observations, book } = scene({ log: MISSING });
    const before = instance({ id: 'i-0', version: '1.0.0', deployment_id: 'd1' });
    observations.others = { evidence: 'e1', value: [before] };
    const { recommended_actions } = diagnose(observations, book).report;
    expect(recommended_actions.at(-1)).toMatchObject({ kind: 'rollback', would_help: false });
  });

  test('promises nothing when it follows a rollback that has failed', () => {
    expect(rollback({ log: MISSING, deployment: { kind: 'rollback' } })).toMatchObject({ would_help: null });
  });

  test('is not offered when there is nothing to go back to', () => {
    expect(rollback({ log: MISSING, previous: null })).toBeUndefined();
    expect(reportOf({ log: MISSING, previous: null }).onset?.kind).toBe('since_creation');
  });
});

test('callers whose requests fail since are the blast radius', () => {
  const service = { cluster: 'default', namespace: 'production', name: 'storefront' };
  const peers = [{ service, relation: 'caller' as const, errorRate: 0.25, errorsSince: T0 + 15_000 }];
  expect(reportOf({ log: MISSING, peers }).blast_radius).toMatchObject([{ service: 'storefront', signal: { values: { percent: 25 } } }]);
  expect(reportOf({ log: MISSING, peers: [{ ...peers[0], errorsSince: T0 - 600_000 }] }).blast_radius).toEqual([]);
});

test('whatever is printed and missing, the report is valid and accuses nothing that came after the onset', () => {
  const words = fc.constantFrom(
    ...MISSING,
    'connect ECONNREFUSED 127.0.0.1:4104',
    'getaddrinfo ENOTFOUND ledger',
    'EADDRINUSE :::8080',
    'heap out of memory',
    'LOG_LEVEL must be one of [a, b]',
    '{"level":60,"err":{"message":"PORT is required"}}',
    '{"broken',
    '',
  );
  const sources = fc.subarray<Source>(['logs', 'instances', 'deployment', 'changes', 'metrics', 'graph']);
  const late = change('late', T0 + 50_000, { changes: [{ path: 'config.LEDGER_URL_V2', before: 'x', after: null }] });
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 6 }), sources, fc.integer({ min: 0, max: 139 }), (log, gaps, code) => {
      const report = reportOf({ log, gaps, exit: { code }, changes: [late] });
      expect(storedReportSchema.safeParse(report).success).toBe(true);
      expect(report.root_cause?.change_id ?? null).not.toBe('late');
      if (gaps.some((gap) => gap !== 'metrics' && gap !== 'graph')) expect(report.verdict).not.toBe('proven');
    }),
    { numRuns: 200 },
  );
});
