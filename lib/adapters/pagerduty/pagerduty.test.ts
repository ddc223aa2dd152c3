import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagerDutyStandIn, ROUTING_KEY } from '#/e2e/stand-ins/pagerduty.ts';
import type { IncidentNotice } from '#/lib/domain/notification.ts';
import { trustedPost } from '#/lib/outbound.ts';
import { sampleNotice } from '#/lib/usecases/sample-notice.ts';
import { createPagerDuty } from './index.ts';

let pagerDuty: Awaited<ReturnType<typeof pagerDutyStandIn>>;
beforeAll(async () => {
  pagerDuty = await pagerDutyStandIn();
});
afterAll(() => pagerDuty.close());

const deliver = (given: Partial<IncidentNotice>, routing_key = ROUTING_KEY) => {
  const sample = sampleNotice({ language: 'en', publicUrl: 'http://cp.test', now: new Date('2026-01-01T12:00:00Z') });
  const notice: IncidentNotice = { ...sample, dedupKey: 'control-plane/incident/7', service: 'payment-api', ...given };
  const outgoing = { settings: {}, secrets: { routing_key }, notice, remote: {} };
  return createPagerDuty({ post: trustedPost(), baseUrl: pagerDuty.url }).deliver(outgoing, new AbortController().signal);
};

test('stand-in PagerDuty: triggers at once, attaches the diagnosis and resolves under one dedup key', async () => {
  await deliver({ status: 'firing', severity: 'critical', diagnosis: 'working', cause: 'Diagnosing…' });
  await deliver({ status: 'firing', severity: 'critical', cause: 'Proven: no memory left', change: 'release 1.2.0 (ada)' });
  await deliver({ status: 'acknowledged', diagnosis: 'working' });
  await deliver({ status: 'resolved' });
  expect(pagerDuty.events.map((event) => [event.event_action, event.dedup_key])).toEqual([
    ['trigger', 'control-plane/incident/7'],
    ['trigger', 'control-plane/incident/7'],
    ['acknowledge', 'control-plane/incident/7'],
    ['resolve', 'control-plane/incident/7'],
  ]);
  expect(pagerDuty.events[1]?.payload?.custom_details).toMatchObject({ Cause: 'Proven: no memory left' });
});

test('stand-in PagerDuty: a summary of any length fits, the whole stands in the details', async () => {
  await deliver({ status: 'firing', title: 'y'.repeat(3_000) });
  expect(pagerDuty.events.at(-1)?.payload?.summary).toHaveLength(1024);
  expect(pagerDuty.events.at(-1)?.payload?.custom_details?.title).toHaveLength(3_000);
});

test('stand-in PagerDuty: 429 comes back later, a wrong key breaks the channel', async () => {
  pagerDuty.faults.push({ status: 429, headers: { 'retry-after': '30' } });
  await expect(deliver({ status: 'firing' })).rejects.toMatchObject({ outcome: 'retry', retryAfterMs: 30_000 });
  await expect(deliver({ status: 'firing' }, 'wrong')).rejects.toMatchObject({ outcome: 'permanent', channelBroken: true });
});
