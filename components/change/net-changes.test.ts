import { expect, test } from 'vitest';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { netChanges } from './net-changes.ts';

function row(service: string, changes: AuditRecord['changes']) {
  const record: AuditRecord = {
    id: service,
    timestamp: '2026-01-01T12:00:00.000Z',
    recorded_at: '2026-01-01T12:00:00.000Z',
    event_type: 'CONFIG_UPDATE',
    service,
    namespace: 'shop',
    cluster: 'local',
    author: 'ann',
    source: 'control-plane',
    summary: '',
    changes,
    deployment_id: null,
    commit_sha: null,
    url: null,
    external_id: null,
    hash: '',
    previous_hash: '',
  };
  return { record, outcome: [] };
}

test('of several changes the first value before and the last one after are shown', () => {
  const newestFirst = [
    row('cart', [{ path: 'version', before: '2', after: '3' }]),
    row('cart', [{ path: 'version', before: '1', after: '2' }]),
  ];
  expect(netChanges(newestFirst)).toEqual([{ key: 'shop/cart', name: 'cart', entries: [{ path: 'version', before: '1', after: '3' }] }]);
});

test('what was changed and changed back does not differ', () => {
  const newestFirst = [
    row('cart', [{ path: 'config.A', before: 'y', after: 'x' }]),
    row('cart', [{ path: 'config.A', before: 'x', after: 'y' }]),
  ];
  expect(netChanges(newestFirst)).toEqual([]);
});
