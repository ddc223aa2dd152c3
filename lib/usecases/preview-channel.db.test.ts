import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmail } from '#/lib/adapters/email/index.ts';
import { createSlack } from '#/lib/adapters/slack/index.ts';
import { alertBodySchema } from '#/lib/contract/alerts.ts';
import { channelPreviewSchema } from '#/lib/contract/channels.ts';
import { testDatabase } from '#/lib/db/testing/database.ts';
import { createOutbound } from '#/lib/outbound.ts';
import { createChannel } from './create-channel.ts';
import { listNotifications } from './list-notifications.ts';
import { previewChannel } from './preview-channel.ts';
import { receiveAlerts } from './receive-alerts.ts';
import { updateChannel } from './update-channel.ts';
import { testWorld, type World } from './testing/world.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
});
afterAll(() => database.close());

const notifiers = {
  slack: createSlack({ apiUrl: 'http://127.0.0.1:9/' }),
  email: createEmail({ url: null, from: 'control-plane@localhost' }),
};
const preview = async (id: string, ctx = world.as('admin')) =>
  channelPreviewSchema.parse(await previewChannel(ctx, { id, notifiers, publicUrl: 'http://cp.test' }));

test('shows the message that would be sent: first the test message, then that of the newest incident', async () => {
  const body = { name: 'ops', kind: 'slack' as const, settings: { channel: '#ops' }, secrets: { bot_token: 'xoxb-0123456789' } };
  const { id } = await createChannel(world.as('admin'), body, createOutbound([]));
  const sample = await preview(id);
  expect(sample).toMatchObject({ incident_id: null, text: null });
  expect(JSON.stringify(sample.blocks)).toContain('Test message of the control plane');
  const service = await world.service();
  const alerts = [{ labels: { alertname: 'HighErrorRate', service, severity: 'critical' }, startsAt: new Date().toISOString() }];
  const { incident_ids } = await receiveAlerts(world.system, {
    body: alertBodySchema.parse({ alerts }),
    source: 'test',
    serviceLabels: ['service'],
  });
  const shown = await preview(id);
  expect(shown.incident_id).toBe(incident_ids[0]);
  expect(JSON.stringify(shown.blocks)).toContain(service);
  expect(JSON.stringify(shown)).not.toContain('xoxb-0123456789');
  const bound = world.as('admin', ['search']);
  const program = { ...bound, actor: { ...bound.actor, kind: 'token' as const, role: 'viewer' as const } };
  expect((await preview(id, program)).incident_id).toBeNull();
  expect((await listNotifications(world.as('admin'), {})).items).toHaveLength(1);
  expect((await listNotifications(program, {})).items).toEqual([]);
});

test('a channel whose address leads nowhere any more can still be turned off', async () => {
  const url = 'http://203.0.113.9/hook';
  const body = { name: 'gone', kind: 'webhook' as const, settings: { url }, secrets: {} };
  const { id } = await createChannel(world.as('admin'), body, createOutbound(['203.0.113.9']));
  expect(await updateChannel(world.as('admin'), { id, enabled: false }, createOutbound([]))).toMatchObject({
    enabled: false,
    settings: { url },
  });
  await expect(updateChannel(world.as('admin'), { id, settings: { url } }, createOutbound([]))).rejects.toMatchObject({
    errors: [{ path: 'settings.url' }],
  });
});

test('a mail is shown as text, in the channel’s language, and to administrators alone', async () => {
  const body = { name: 'mail', kind: 'email' as const, settings: { to: ['ops@example.com'] }, language: 'zh-TW' as const };
  const { id } = await createChannel(world.as('admin'), body, createOutbound([]));
  const { text, blocks } = await preview(id);
  expect(blocks).toBeNull();
  expect(text).toContain('開啟事故');
  await expect(preview(id, world.as('operator'))).rejects.toMatchObject({ code: 'forbidden' });
});
