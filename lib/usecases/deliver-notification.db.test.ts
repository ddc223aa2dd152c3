import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { standIn, type StandIn } from '#/e2e/stand-ins/http.ts';
import { pagerDutyStandIn, ROUTING_KEY } from '#/e2e/stand-ins/pagerduty.ts';
import { createPagerDuty } from '#/lib/adapters/pagerduty/index.ts';
import { createSlackWebhook } from '#/lib/adapters/slack/index.ts';
import { createWebhook } from '#/lib/adapters/webhook/index.ts';
import { alertBodySchema } from '#/lib/contract/alerts.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { createOutbound, trustedPost } from '#/lib/outbound.ts';
import { createChannel } from './create-channel.ts';
import { deliverNotification } from './deliver-notification.ts';
import { endDiagnosis } from './end-diagnosis.ts';
import { getIncident } from './get-incident.ts';
import { listChannels } from './list-channels.ts';
import { listNotifications } from './list-notifications.ts';
import { receiveAlerts } from './receive-alerts.ts';
import { resendNotification } from './resend-notification.ts';
import { sweepNotifications } from './sweep-notifications.ts';
import { updateChannel } from './update-channel.ts';
import { testWorld, type World } from './testing/world.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
let receiver: StandIn;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
  receiver = await standIn(() => ({ status: 204 }));
});
afterAll(async () => {
  await receiver.close();
  await database.close();
});
beforeEach(async () => {
  await database.owner.execute('delete from notification_channels');
  receiver.calls.length = 0;
});

const channel = (given: { min_severity?: 'critical'; teams?: string[] } = {}) => {
  const body = { name: 'hook', kind: 'webhook' as const, settings: { url: `${receiver.url}/hook` }, secrets: {}, ...given };
  return createChannel(world.as('admin'), body, createOutbound([receiver.host]));
};

async function fire(service: string, severity = 'critical', status = 'firing') {
  const labels = { alertname: 'HighErrorRate', service, severity };
  const [startsAt, endsAt] = ['2026-01-01T12:00:00Z', status === 'resolved' ? '2026-01-01T12:05:00Z' : undefined];
  const body = alertBodySchema.parse({ alerts: [{ status, labels, startsAt, endsAt, fingerprint: service }] });
  const answer = await receiveAlerts(world.system, { body, source: 'test', serviceLabels: ['service'] });
  return { id: answer.incident_ids[0] ?? 0, diagnosisId: answer.diagnosis_ids[0] ?? '' };
}

/** What the worker does with every job, as long as there is something to deliver. */
async function deliverAll(): Promise<void> {
  const notifiers = { webhook: createWebhook({ post: createOutbound([receiver.host]).post }) };
  for (let again = true; again;) {
    const rows = await database.db.execute<{ id: string }>(`select id from notifications where status = 'pending'`);
    const done = [];
    for (const { id } of rows)
      done.push(await deliverNotification(world.system, { notificationId: id, notifiers, publicUrl: 'http://cp.test' }));
    again = done.includes(true);
  }
}

const bodies = () =>
  receiver.calls.map((call) => JSON.parse(call.body) as { status: string; diagnosis: { status: string }; dedup_key: string; link: string });

test('one message an incident: diagnosing, then what was found, then resolved, all under one key', async () => {
  await channel();
  const name = await world.service();
  const { id, diagnosisId } = await fire(name);
  await deliverAll();
  await endDiagnosis(world.system, {
    id: diagnosisId,
    outcome: { status: 'failed', error: { code: 'x', message: { key: 'report.failed.internal', values: {} } } },
  });
  await deliverAll();
  await fire(name, 'critical', 'resolved');
  await deliverAll();
  expect(bodies().map((body) => [body.status, body.diagnosis.status])).toEqual([
    ['firing', 'working'],
    ['firing', 'none'],
    ['resolved', 'none'],
  ]);
  expect(new Set(bodies().map((body) => body.dedup_key)).size).toBe(1);
  expect(bodies()[0]?.link).toBe(`http://cp.test/incidents/${id}`);
  expect((await getIncident(world.system, { id })).notifications).toMatchObject([{ channel: 'hook', status: 'delivered' }]);
});

test('what came to be known while nobody delivered is told once', async () => {
  await channel();
  const name = await world.service();
  await fire(name);
  await fire(name, 'critical', 'resolved');
  await deliverAll();
  expect(bodies().map((body) => body.status)).toEqual(['resolved']);
});

test('routing goes by severity and team', async () => {
  await channel({ min_severity: 'critical', teams: ['payments'] });
  await fire(await world.service(), 'warning');
  await fire(await world.service(undefined, { team: 'search' }), 'critical');
  await deliverAll();
  expect(receiver.calls).toHaveLength(0);
});

test('a failure that may pass comes back when it is due, and every try is recorded', async () => {
  await channel();
  receiver.faults.push({ status: 503 }, { status: 429, headers: { 'retry-after': '60' } });
  const { id } = await fire(await world.service());
  await deliverAll();
  const again = async () => {
    await database.owner.execute(`update notifications set next_attempt_at = clock_timestamp() where status = 'pending'`);
    await database.owner.execute(`update notification_channels set next_slot_at = null`);
    await sweepNotifications(world.system);
    await deliverAll();
  };
  await again();
  const [waiting] = await database.db.execute<{ seconds: number }>(
    `select extract(epoch from next_attempt_at - clock_timestamp())::float8 as seconds from notifications where incident_id = ${id}`,
  );
  expect(waiting?.seconds).toBeGreaterThan(50);
  await again();
  const [sent] = (await listNotifications(world.as('admin'), {})).items;
  expect(sent).toMatchObject({ status: 'delivered', incident_id: id });
  expect(sent?.tries.map((item) => [item.outcome, item.status])).toEqual([
    ['delivered', 204],
    ['retry', 429],
    ['retry', 503],
  ]);
});

test('a permanent refusal disables the channel, says why, and can be sent again once it is mended', async () => {
  await channel();
  receiver.faults.push({ status: 410 });
  const { id } = await fire(await world.service());
  await deliverAll();
  const [broken] = await listChannels(world.as('admin'));
  expect(broken).toMatchObject({ enabled: false, disabled_reason: 'the other side answered 410', dead: 1 });
  const incident = await getIncident(world.system, { id });
  expect(incident.timeline.map((item) => item.kind)).toContain('notification_failed');
  const told = await database.db.execute(
    `select author from audit_entries where summary = 'Disabled the channel hook: the other side answered 410'`,
  );
  expect(told).toHaveLength(1);
  await database.owner.execute('update notification_channels set enabled = true');
  await resendNotification(world.as('admin'), { id: incident.notifications[0]?.id ?? '' });
  await deliverAll();
  expect(receiver.calls).toHaveLength(2);
});

test('a delivery and whoever changes its incident never wait for each other', async () => {
  await channel();
  const { id } = await fire(await world.service());
  let delivered: Promise<void> | undefined;
  await database.db.transaction(async (tx) => {
    await tx.execute(`update incidents set revision = revision where id = ${id}`);
    delivered = deliverAll();
    for (let waiting = 0; waiting === 0;) {
      const [row] = await database.owner.execute<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      waiting = row?.count ?? 0;
    }
    await tx.execute(`update notifications set wanted_revision = wanted_revision where incident_id = ${id}`);
  });
  await delivered;
  expect(receiver.calls).toHaveLength(1);
});

test('a channel that was mended while its last message was refused stays enabled', async () => {
  await channel();
  await fire(await world.service());
  const [mended] = await listChannels(world.as('admin'));
  const post: ReturnType<typeof createOutbound>['post'] = async () => {
    await updateChannel(world.as('admin'), { id: mended?.id ?? '', name: 'mended' }, createOutbound([]));
    return { status: 410, retryAfterMs: null, text: '' };
  };
  const [row] = await database.db.execute<{ id: string }>(`select id from notifications where status = 'pending'`);
  const notifiers = { webhook: createWebhook({ post }) };
  await deliverNotification(world.system, { notificationId: row?.id ?? '', notifiers, publicUrl: 'http://cp.test' });
  expect(await listChannels(world.as('admin'))).toMatchObject([{ name: 'mended', enabled: true }]);
});

test('only an admin sees channels, and nobody their secrets', async () => {
  await expect(listChannels(world.as('operator'))).rejects.toMatchObject({ code: 'forbidden' });
  const made = await createChannel(
    world.as('admin'),
    { name: 'signed', kind: 'webhook', settings: { url: `${receiver.url}/hook` }, secrets: { signing_secret: 'never-to-be-shown-again' } },
    createOutbound([receiver.host]),
  );
  expect(JSON.stringify(made)).not.toContain('never-to-be-shown-again');
  const [row] = await database.owner.execute<{ secrets: Record<string, string> }>(
    `select secrets from notification_channels where name = 'signed'`,
  );
  expect(row?.secrets.signing_secret).toMatch(/^enc:v1:/);
});

test('an address inside a private network is refused by name of its field', async () => {
  const made = createChannel(
    world.as('admin'),
    { name: 'inside', kind: 'webhook', settings: { url: 'http://169.254.169.254/' }, secrets: {} },
    createOutbound([]),
  );
  await expect(made).rejects.toMatchObject({ code: 'invalid_input', errors: [{ path: 'settings.url' }] });
});

test('a storm leaves a paced channel one message after another, and a 429 pauses that channel alone', async () => {
  await channel();
  const paced = await createChannel(
    world.as('admin'),
    { name: 'paced', kind: 'slack_webhook', settings: {}, secrets: { webhook_url: `${receiver.url}/paced` } },
    createOutbound([receiver.host]),
  );
  const { post } = createOutbound([receiver.host]);
  const notifiers = { webhook: createWebhook({ post }), slack_webhook: createSlackWebhook({ post }) };
  const waiting = async () =>
    [...(await database.db.execute<{ id: string }>(`select id from notifications where status = 'pending' and lease_until is null`))].map(
      (row) => row.id,
    );
  const work = async () => {
    for (const notificationId of await waiting())
      await deliverNotification(world.system, { notificationId, notifiers, publicUrl: 'http://cp.test' });
  };
  const sent = (path: string) => receiver.calls.filter((call) => call.path === path).length;
  /** As if the channel's time had come. */
  const next = () => database.db.execute(`update notification_channels set next_slot_at = null where id = '${paced.id}'`);
  const ready = () =>
    database.db.execute(
      `update notifications set next_attempt_at = clock_timestamp() where status = 'pending' and channel_id = '${paced.id}'`,
    );

  for (let index = 0; index < 4; index += 1) await fire(await world.service());
  await database.db.execute(`update diagnoses set status = 'failed' where status = 'queued'`);
  await work();
  expect([sent('/hook'), sent('/paced')]).toEqual([4, 1]);
  await next();
  await ready();
  expect(await sweepNotifications(world.system)).toEqual({ due: 1 });

  receiver.faults.push({ status: 429, headers: { 'retry-after': '30' } });
  await work();
  expect(sent('/paced')).toBe(2);
  await ready();
  expect(await sweepNotifications(world.system)).toEqual({ due: 0 });
  await fire(await world.service());
  await work();
  expect([sent('/hook'), sent('/paced')]).toEqual([5, 2]);
  for (let index = 0; index < 8; index += 1) {
    await next();
    await ready();
    await database.db.execute(`update diagnoses set status = 'failed' where status = 'queued'`);
    await work();
  }
  expect(await waiting()).toEqual([]);
  expect(sent('/paced')).toBe(6);
});

test('stand-in PagerDuty: a deployment that has ended is told of once as a change, and of no other kind of channel', async () => {
  const pagerDuty = await pagerDutyStandIn();
  try {
    await channel();
    const pager = { name: 'pager', kind: 'pagerduty' as const, settings: {}, secrets: { routing_key: ROUTING_KEY } };
    await createChannel(world.as('admin'), pager, createOutbound([]));
    const service = await world.service();
    const rows = await database.db.execute<{ id: string; deployment_id: string }>(
      `select id, deployment_id from notifications where deployment_id is not null`,
    );
    expect(rows).toHaveLength(1);
    const notifiers = { pagerduty: createPagerDuty({ post: trustedPost(), baseUrl: pagerDuty.url }) };
    const deliver = () => deliverNotification(world.system, { notificationId: rows[0]?.id ?? '', notifiers, publicUrl: 'http://cp.test' });
    expect([await deliver(), await deliver()]).toEqual([true, false]);
    expect(pagerDuty.changes).toMatchObject([
      {
        payload: { source: service, custom_details: { version: '1.0.0', status: 'healthy' } },
        links: [{ href: `http://cp.test/deployments/${rows[0]?.deployment_id}` }],
      },
    ]);
    expect(pagerDuty.events).toEqual([]);
  } finally {
    await pagerDuty.close();
  }
});
