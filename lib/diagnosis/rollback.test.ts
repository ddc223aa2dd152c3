import { describe, expect, test } from 'vitest';
import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { diagnose } from './diagnose.ts';
import { change, instance, scene, T0 } from './testing/scene.ts';
import { running, served, thrown } from './testing/running.ts';

const MISSING = ['starting', 'Error: LEDGER_URL_V2 is not set', '    at load (/app/settings.ts:9:11)'];
const ERROR = "TypeError: Cannot read properties of undefined (reading 'cutoff')";
const reportOf = ({ observations, book }: ReturnType<typeof scene>) => diagnose(observations, book).report;
const rollback = (report: StoredReport) => report.recommended_actions.find((item) => item.kind === 'rollback');
const futility = (report: StoredReport) => report.findings.find((item) => item.source === 'rollout.rollback_wont_help');
const reasonOf = (report: StoredReport) => futility(report)?.detail.key.split('.').at(-1);

describe('a rollback would not help, the report says so before it offers it, and the root cause stays the mechanism, when', () => {
  test('the version before runs beside and keeps ending, too', () => {
    const world = scene({ log: MISSING });
    world.observations.others = { evidence: 'e1', value: [instance({ id: 'i-0', version: '1.0.0', deployment_id: 'd1' })] };
    const report = reportOf(world);
    expect(report).toMatchObject({ root_cause: { mode: 'config.missing_env' } });
    expect(reasonOf(report)).toBe('fails_too');
    expect(report.recommended_actions.at(-1)).toMatchObject({ kind: 'rollback', would_help: false });
    expect(report.hypotheses.at(-1)).toMatchObject({ mode: 'rollout.rollback_wont_help', status: 'supported' });
    const told = Object.values(report.answer.values).map((part) => (typeof part === 'object' ? part.key : ''));
    expect(told.indexOf('report.answer.rollback_wont_help')).toBeGreaterThan(0);
    expect(told.indexOf('report.answer.rollback_wont_help')).toBeLessThan(told.indexOf('report.answer.next'));
  });

  test('the version before runs beside and does not pass its probe either', () => {
    const probe = { kind: 'readiness' as const, path: '/readyz', port: 80, ok: false, status: 503, error: null, streak: 9, at: '' };
    const failing = { state: 'running' as const, ready: false, restarts: 0, readiness: probe };
    const beside = (given: Parameters<typeof instance>[0]) => {
      const world = scene({ exit: null, instance: failing });
      world.observations.others = {
        evidence: 'e1',
        value: [instance({ id: 'i-0', version: '1.0.0', last_exit: null, ...failing, ...given })],
      };
      return reportOf(world);
    };
    expect(reasonOf(beside({}))).toBe('fails_too');
    expect(futility(beside({ ready: true, readiness: { ...probe, ok: true } }))).toBeUndefined();
    expect(futility(beside({ state: 'stopping' }))).toBeUndefined();
  });

  test('the fault sits in another service', () => {
    const report = reportOf(scene({ log: ['connect ECONNREFUSED 127.0.0.1:4104'], peers: [{ health: 'failing' }] }));
    expect(report.root_cause).toMatchObject({ mode: 'dependency.unreachable', service: 'ledger' });
    expect(reasonOf(report)).toBe('elsewhere');
  });

  test('the setting that is wrong is the same in the state that would be restored', () => {
    const given = { log: ['Error: LOG_LEVEL must be one of [debug, info]'], deployment: { kind: 'restart' as const, version: '1.0.0' } };
    const report = reportOf(scene({ ...given, restores: ['replicas'] }));
    expect(report.root_cause).toMatchObject({ mode: 'config.invalid_value', object: 'LOG_LEVEL' });
    expect(futility(report)?.detail).toMatchObject({ key: 'report.action.rollback.same_setting', values: { key: 'LOG_LEVEL' } });
    expect(futility(reportOf(scene({ ...given, restores: ['config.LOG_LEVEL'] })))).toBeUndefined();
  });

  test('the version before told of the same error as often before anything was changed', () => {
    const same = [...served(40), ...thrown(8, ERROR)];
    const report = reportOf(running({ before: same, now: same }));
    expect(reasonOf(report)).toBe('failed_before');
    expect(report.root_cause?.change_id ?? null).toBeNull();
    expect(report.changes_considered.every((item) => item.verdict === 'rejected')).toBe(true);
    expect(rollback(report)).toMatchObject({ would_help: false });
  });

  test('the version before ended with the same words', () => {
    const log = ['fatal: TypeError: x is not a function', '    at pay (/app/pay.ts:4:2)'];
    const world = scene({ log: [...log, ...log, ...log] });
    const [own] = world.observations.logs;
    if (!own) throw new Error('the scene has no log');
    const earlier = own.value.lines.map((line) => ({
      ...line,
      at: new Date(Date.parse(line.at) - 40_000).toISOString(),
      version: '1.0.0',
    }));
    world.observations.logs.push({ evidence: 'e1', value: { ...own.value, role: 'previous', lines: earlier } });
    expect(reasonOf(reportOf(world))).toBe('failed_before');
  });
});

describe('nothing is held against a rollback when', () => {
  test('the error is new with the version', () => {
    const report = reportOf(running({ before: served(80), now: [...served(70), ...thrown(8, ERROR)] }));
    expect(rollback(report)).toMatchObject({ would_help: true });
    expect(futility(report)).toBeUndefined();
  });

  test('the error was told once before: that is an accident, not the same trouble', () => {
    const report = reportOf(running({ before: [...served(70), ...thrown(1, ERROR)], now: [...served(70), ...thrown(30, ERROR)] }));
    expect(futility(report)).toBeUndefined();
  });

  test.each(['logs', 'instances', 'deployment', 'changes'] as const)('%s could not be read', (source) => {
    const same = [...served(40), ...thrown(8, ERROR)];
    const report = reportOf(running({ before: same, now: same, gaps: ['logs', source] }));
    expect(futility(report)).toBeUndefined();
  });
});

test('a deployment that passed its watch and is accused all the same can be left, too', () => {
  const world = running({ before: served(80), now: [...served(70), ...thrown(8, ERROR)], deployment: { status: 'healthy' } });
  const since = T0 + 20_000;
  const facts = { health: 'degraded' as const, since, version: '1.1.0', stopped: false, ready: 1, desired: 1 };
  world.observations.health = { evidence: 'e1', value: facts };
  const report = reportOf(world);
  expect(report.root_cause).toMatchObject({ mode: 'app.exception', change_id: 'c2' });
  expect(rollback(report)).toMatchObject({ would_help: true, target: 'd2' });
});

test('of two changes close together the one that names the mechanism is accused, and one after the onset never', () => {
  const flip = change('flip', T0 - 20_000, {
    changes: [{ path: 'flags.new-pricing', before: false, after: true }],
    eventType: 'FEATURE_FLAG',
  });
  const late = change('late', T0 + 50_000, { changes: [{ path: 'config.LEDGER_URL_V2', before: 'x', after: null }] });
  const report = reportOf(scene({ log: MISSING, changes: [late, flip] }));
  expect(report.root_cause).toMatchObject({ change_id: 'c2' });
  const considered = new Map(report.changes_considered.map((item) => [item.change_id, item]));
  expect(considered.get('flip')).toMatchObject({ verdict: 'rejected' });
  expect(considered.get('late')).toMatchObject({ verdict: 'rejected', reason: { key: 'report.change.after_onset' } });
});

test('an instance that flaps is told by how often, and the version that brought it can be left', () => {
  const reason = { key: 'reason.watch_flapping', values: { count: 3, after: 11 } };
  const probe = { kind: 'readiness' as const, path: '/readyz', port: 80, ok: true, status: 200, error: null, streak: 2, at: '' };
  const flapping = { state: 'running' as const, ready: true, restarts: 0, readiness: probe };
  const report = reportOf(scene({ exit: null, instance: flapping, deployment: { reason, watchingSince: T0 + 8_000 } }));
  expect(report.root_cause).toMatchObject({ mode: 'probe.readiness', change_id: 'c2' });
  expect(rollback(report)).toMatchObject({ would_help: true });
});
