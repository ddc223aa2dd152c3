import { expect, test } from 'vitest';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { gatherChanges } from './gather-changes.ts';
import { between, bounds, lanes } from './timeline-data.ts';

const record = (id: string, minute: number, fields: Partial<AuditRecord> = {}): AuditRecord => ({
  id,
  timestamp: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
  recorded_at: '2026-01-01T12:00:00.000Z',
  event_type: 'DEPLOYMENT',
  service: 'cart',
  namespace: 'shop',
  cluster: 'local',
  author: 'ann',
  source: 'control-plane',
  summary: id,
  changes: [],
  deployment_id: null,
  commit_sha: null,
  url: null,
  external_id: null,
  hash: '',
  previous_hash: '',
  ...fields,
});

test('what was asked for and how it ended are one row, others stay by themselves', () => {
  const newestFirst = [record('ended', 9, { deployment_id: 'd' }), record('other', 5), record('asked', 3, { deployment_id: 'd' })];
  expect(gatherChanges(newestFirst).map(({ record: { id }, outcome }) => [id, outcome.map((one) => one.id)])).toEqual([
    ['asked', ['ended']],
    ['other', []],
  ]);
});

test('a deployment whose beginning lies outside the list shows its end', () => {
  expect(gatherChanges([record('ended', 9, { deployment_id: 'd' })])).toMatchObject([{ record: { id: 'ended' }, outcome: [] }]);
});

test('each service has its lane, and what hangs on none has one of its namespace', () => {
  const rows = gatherChanges([record('a', 3), record('b', 2, { service: null }), record('c', 1)]);
  expect(lanes(rows).map(({ name, rows: inside }) => [name, inside.map((row) => row.record.id)])).toEqual([
    ['cart', ['a', 'c']],
    ['shop', ['b']],
  ]);
});

test('two moments hold what happened between them, whichever was picked first', () => {
  const rows = gatherChanges([record('late', 9), record('middle', 5), record('early', 1)]);
  const at = (minute: number) => Date.UTC(2026, 0, 1, 12, minute);
  expect(between(rows, at(6), at(2)).map((row) => row.record.id)).toEqual(['middle']);
  expect(bounds(rows, 0)).toEqual({ start: at(1), end: at(9) });
});
