import { expect, test } from 'vitest';
import { contextOf, subjectOf } from './page-subject.ts';

test('a service’s tabs are about the service, a deployment’s page about the deployment', () => {
  expect(subjectOf('/services/shop/cart/logs').service).toEqual({ namespace: 'shop', name: 'cart' });
  expect(subjectOf('/deployments/0190')).toEqual({ service: null, deploymentId: '0190' });
  expect(subjectOf('/services')).toEqual({ service: null, deploymentId: null });
  expect(subjectOf('/services/%E0%A4%A/cart').service).toBeNull();
});

test('a question carries the time range that the charts show', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(contextOf(subjectOf('/services/shop/cart'), '1h', now)).toEqual({
    service: 'cart',
    namespace: 'shop',
    time_range: { start: '2026-01-01T11:00:00.000Z', end: '2026-01-01T12:00:00.000Z' },
  });
  expect(contextOf(subjectOf('/'), null, now)).toEqual({});
});
