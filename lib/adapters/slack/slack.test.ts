import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BOT_TOKEN, slackStandIn, type SlackStandIn } from '#/e2e/stand-ins/slack.ts';
import { sampleNotice } from '#/lib/usecases/sample-notice.ts';
import type { IncidentNotice } from '#/lib/domain/notification.ts';
import { createOutbound } from '#/lib/outbound.ts';
import { blocksOf } from './blocks.ts';
import { createSlack, createSlackWebhook } from './index.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await slackStandIn({ perSecond: 100 });
});
afterAll(() => slack.close());
beforeEach(() => {
  slack.messages.length = 0;
  slack.hooked.length = 0;
});

const signal = new AbortController().signal;
const notice = (given: Partial<IncidentNotice> = {}): IncidentNotice => ({
  ...sampleNotice({ language: 'en', publicUrl: 'http://cp.test', now: new Date('2026-01-01T12:00:00Z') }),
  status: 'firing',
  service: 'payment-api',
  title: 'Errors above 5 %',
  cause: 'Proven: LEDGER_URL_V2 is not set',
  evidence: 'Error: LEDGER_URL_V2 is required',
  steps: ['Recent changes', 'Logs'],
  ...given,
});
const bot = (settings = { channel: 'C0INCIDENTS' }) => ({
  deliver: (said: IncidentNotice, remote: Record<string, unknown> = {}, token = BOT_TOKEN) =>
    createSlack({ apiUrl: `${slack.url}/api/` }).deliver({ settings, secrets: { bot_token: token }, notice: said, remote }, signal),
});

test('stand-in Slack: one message is posted, edited as knowledge grows, and its steps stand in its thread once', async () => {
  const first = await bot().deliver(notice({ diagnosis: 'working', cause: 'Diagnosing…' }));
  const second = await bot().deliver(notice(), first.remote);
  const third = await bot().deliver(notice({ status: 'resolved' }), second.remote);
  expect(third.remote).toMatchObject({ ts: first.remote.ts });
  const [message, ...thread] = slack.messages;
  expect(message).toMatchObject({ edits: 2, text: 'Errors above 5 % — Proven: LEDGER_URL_V2 is not set' });
  expect(JSON.stringify(message?.blocks)).toContain('Resolved');
  expect(thread).toHaveLength(1);
  expect(thread[0]).toMatchObject({ thread_ts: message?.ts });
});

test('stand-in Slack: a message that is gone is posted anew', async () => {
  const delivered = await bot().deliver(notice(), { channel: 'C0INCIDENTS', ts: '1.0', steps_ts: '1.1' });
  expect(delivered.remote.ts).not.toBe('1.0');
});

test('stand-in Slack: the waiting time of a 429 is kept', async () => {
  slack.faults.push({ status: 429, headers: { 'retry-after': '7' }, body: { ok: false, error: 'ratelimited' } });
  await expect(bot().deliver(notice())).rejects.toMatchObject({ outcome: 'retry', retryAfterMs: 7_000, status: 429 });
});

test('stand-in Slack: a server error may pass, a wrong token and a wrong channel break the channel', async () => {
  slack.faults.push({ status: 503, body: 'unavailable' });
  await expect(bot().deliver(notice())).rejects.toMatchObject({ outcome: 'retry' });
  await expect(bot().deliver(notice(), {}, 'xoxb-wrong-token')).rejects.toMatchObject({ outcome: 'permanent', channelBroken: true });
  await expect(bot({ channel: 'C0NOWHERE' }).deliver(notice())).rejects.toMatchObject({ outcome: 'permanent', channelBroken: true });
});

test('stand-in Slack: texts of any length fit, and nothing of them is lost', async () => {
  const evidence = Array.from({ length: 400 }, (_unused, index) => `line ${index} <a&b>`).join('\n');
  await bot().deliver(notice({ title: 'x'.repeat(400), evidence }));
  const shown = JSON.stringify(slack.messages[0]?.blocks);
  expect(shown).toContain('line 0 &lt;a&amp;b&gt;');
  expect(shown).toContain('line 399 &lt;a&amp;b&gt;');
  expect(shown).toContain('x'.repeat(400));
});

test('what telemetry says stays text: no mention, no link, no fence of its own', () => {
  const blocks = JSON.stringify(blocksOf(notice({ evidence: '<!channel> <https://evil.test|click> ``` out' })));
  expect(blocks).not.toContain('<!channel>');
  expect(blocks).not.toContain('<https://evil.test');
  expect(blocks.match(/```/g)).toHaveLength(2);
});

test('stand-in Slack webhook: the first message waits for the diagnosis, then one is sent and one more for the end', async () => {
  const hook = createSlackWebhook({ post: createOutbound([slack.host]).post });
  const secrets = { webhook_url: `${slack.url}${slack.webhookPath}` };
  const deliver = (said: IncidentNotice, remote = {}) => hook.deliver({ settings: {}, secrets, notice: said, remote }, signal);
  await expect(deliver(notice({ diagnosis: 'working' }))).rejects.toMatchObject({ outcome: 'retry' });
  const first = await deliver(notice());
  const same = await deliver(notice({ status: 'acknowledged' }), first.remote);
  await deliver(notice({ status: 'resolved' }), same.remote);
  expect(slack.hooked).toHaveLength(2);
});

test.each([400, 403, 404, 410])('stand-in Slack webhook: %i breaks the channel', async (status) => {
  slack.faults.push({ status, body: 'no_service' });
  const hook = createSlackWebhook({ post: createOutbound([slack.host]).post });
  const sent = hook.deliver(
    { settings: {}, secrets: { webhook_url: `${slack.url}${slack.webhookPath}` }, notice: notice(), remote: {} },
    signal,
  );
  await expect(sent).rejects.toMatchObject({ outcome: 'permanent', channelBroken: true, status });
});
