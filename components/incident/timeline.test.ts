import { expect, test } from 'vitest';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { changesAround, mergeTimeline } from './timeline.ts';

const entry = (at: string, text: string) => ({ at, kind: 'note', author: null, text, ref: null });
const record = (timestamp: string, event_type: AuditRecord['event_type']): AuditRecord => ({
  id: `${event_type} ${timestamp}`,
  timestamp,
  recorded_at: timestamp,
  event_type,
  service: 'payment-api',
  namespace: 'production',
  cluster: 'default',
  author: 'ada',
  source: 'control-plane',
  summary: '',
  changes: [],
  deployment_id: null,
  commit_sha: null,
  url: null,
  external_id: null,
  hash: '',
  previous_hash: '',
});

test('changes stand among what happened, in the order of time, and acts on the incident only once', () => {
  const items = mergeTimeline(
    [entry('2026-01-01T12:00:00.000Z', 'fires'), entry('2026-01-01T12:05:00.000Z', 'noted')],
    [record('2026-01-01T12:05:00.000Z', 'OTHER'), record('2026-01-01T11:58:00.000Z', 'DEPLOYMENT')],
  );
  expect(items.map((item) => (item.kind === 'event' ? item.entry.text : item.record.event_type))).toEqual(['DEPLOYMENT', 'fires', 'noted']);
});

test('changes are asked for from an hour before the start until shortly after the end', () => {
  const times = { started_at: '2026-01-01T12:00:30.000Z', received_at: '2026-01-01T12:01:00.000Z' };
  expect(changesAround({ ...times, resolved_at: null })).toEqual({
    start_time: '2026-01-01T11:00:00.000Z',
    end_time: '2026-01-31T12:00:00.000Z',
  });
  expect(changesAround({ ...times, resolved_at: '2026-01-01T13:00:00.000Z' })).toEqual({
    start_time: '2026-01-01T11:00:00.000Z',
    end_time: '2026-01-01T13:10:00.000Z',
  });
});
