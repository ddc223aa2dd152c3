import { expect, test } from 'vitest';
import type { Notice } from '#/lib/contract/events.ts';
import { isStale } from './stale.ts';

const kept = [
  '/api/v1/overview',
  '/api/v1/services',
  '/api/v1/services/production/ledger',
  '/api/v1/services/production/ledger/instances',
  '/api/v1/services/production/ledger/metrics',
  '/api/v1/services/production/ledger-2',
  '/api/v1/deployments?service=ledger',
  '/api/v1/deployments/d1',
  '/api/v1/deployments/d2',
  '/api/v1/diagnoses?service=ledger',
  '/api/v1/diagnoses/g1',
  '/api/v1/audit-logs?start_time=1',
];
const notice = (topic: Notice['topic'], id: string, service: string | null = 'production/ledger'): Notice => ({
  topic,
  id,
  service,
  kind: 'updated',
});
const stale = (told: Notice) => kept.filter((url) => isStale(url, told));

test("a service's notice makes its own answers and the lists stale, not its neighbour's and not charts", () => {
  expect(stale(notice('services', 's1'))).toEqual([
    '/api/v1/overview',
    '/api/v1/services',
    '/api/v1/services/production/ledger',
    '/api/v1/services/production/ledger/instances',
  ]);
});

test('a deployment makes its own page, the lists and the services stale, not another deployment', () => {
  expect(stale(notice('deployments', 'd1'))).not.toContain('/api/v1/deployments/d2');
  expect(stale(notice('deployments', 'd1'))).toEqual(
    expect.arrayContaining([
      '/api/v1/deployments/d1',
      '/api/v1/deployments?service=ledger',
      '/api/v1/services/production/ledger',
      '/api/v1/overview',
    ]),
  );
});

test('a diagnosis reaches the deployments that show its verdict', () => {
  expect(stale(notice('diagnoses', 'g1'))).toEqual([
    '/api/v1/overview',
    '/api/v1/deployments?service=ledger',
    '/api/v1/deployments/d1',
    '/api/v1/deployments/d2',
    '/api/v1/diagnoses?service=ledger',
    '/api/v1/diagnoses/g1',
  ]);
});

test('a change reaches the audit log and the overview', () => {
  expect(stale(notice('changes', 'c1'))).toEqual(['/api/v1/overview', '/api/v1/audit-logs?start_time=1']);
});

test('a notice that names no service concerns all of them', () => {
  expect(stale(notice('services', 's1', null))).toContain('/api/v1/services/production/ledger-2');
});
