import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { incidentDetailSchema, incidentSchema, type Incident } from '#/lib/contract/incidents.ts';
import { diagnosisSchema } from '#/lib/contract/diagnoses.ts';
import { instancesSchema } from '#/lib/contract/services.ts';
import { tokenCreatedSchema } from '#/lib/contract/tokens.ts';
import { startDemo, until, type Demo } from './demo.ts';
import { operate } from './operate.ts';
import { requireAlerting, startAlerting, type Alerting } from './prometheus.ts';
import { mailStandIn, type MailStandIn } from './stand-ins/mail.ts';
import { pagerDutyStandIn, ROUTING_KEY } from './stand-ins/pagerduty.ts';
import { BOT_TOKEN, slackStandIn, type SlackStandIn } from './stand-ins/slack.ts';

/** Debian's Prometheus and two Alertmanagers with the shipped receiver over the demo; stand-ins for Slack, PagerDuty and a mail server. */
let demo: Demo;
let alerting: Alerting;
let slack: SlackStandIn;
let pagerDuty: Awaited<ReturnType<typeof pagerDutyStandIn>>;
let mail: MailStandIn;
const operator = operate(() => demo);
const SCRAPED = ['storefront', 'payment-api', 'catalog', 'ledger'];

beforeAll(async () => {
  requireAlerting();
  [slack, pagerDuty, mail] = await Promise.all([slackStandIn(), pagerDutyStandIn(), mailStandIn()]);
  demo = await startDemo({
    env: {
      WATCH_SECONDS: '15',
      SLACK_API_URL: `${slack.url}/api/`,
      PAGERDUTY_URL: pagerDuty.url,
      SMTP_URL: mail.url,
      OUTBOUND_ALLOWED_HOSTS: [slack.host, pagerDuty.host].join(','),
    },
  });
  await operator.calm(0);
  for (const body of [
    { name: 'slack', kind: 'slack', settings: { channel: '#incidents' }, secrets: { bot_token: BOT_TOKEN } },
    { name: 'pager', kind: 'pagerduty', secrets: { routing_key: ROUTING_KEY } },
    { name: 'mail', kind: 'email', settings: { to: ['oncall@example.com'] }, language: 'zh-TW' },
  ])
    await made('/api/v1/channels', body);
  const created = tokenCreatedSchema.parse(await made('/api/v1/tokens', { name: 'alertmanager', scopes: ['alerts:write'], teams: ['*'] }));
  alerting = await startAlerting({ folder: demo.folder, url: demo.url, token: created.token, peers: 2 });
  await scrapeAll();
});
afterAll(async () => {
  await alerting?.stop();
  await demo?.stop();
  demo?.clean();
  await Promise.all([slack, pagerDuty, mail].map((one) => one?.close()));
});

async function made(path: string, body: unknown): Promise<unknown> {
  const answer = await demo.api(path, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** Every instance by its own port, as a service discovery would tell. */
async function scrapeAll(): Promise<void> {
  const found = await Promise.all(
    SCRAPED.map(async (service) => {
      const answer = await demo.api(`/api/v1/services/production/${service}/instances`);
      const ports = instancesSchema.parse(answer.body).flatMap((instance) => instance.port ?? []);
      return { service, addresses: ports.map((port) => `127.0.0.1:${port}`) };
    }),
  );
  alerting.scrape(found);
}

const incidents = async (): Promise<Incident[]> => z.array(incidentSchema).parse((await demo.api('/api/v1/incidents')).body);
const detail = async (id: number) => incidentDetailSchema.parse((await demo.api(`/api/v1/incidents/${id}`)).body);

/** The open incident of a service, once its diagnosis has ended and everybody has been told what it found. */
async function told(service: string, seconds = 90): Promise<z.infer<typeof incidentDetailSchema>> {
  const opened = await until(
    `an open incident of ${service}`,
    async () => (await incidents()).find((one) => one.service === service && one.status === 'firing'),
    (one) => one !== undefined,
    seconds,
  );
  const { id } = z.object({ id: z.number() }).parse(opened);
  await until(
    'its diagnosis',
    () => detail(id),
    (one) => one.diagnosis?.status === 'completed',
    60,
  );
  return until(
    'everybody to be told',
    () => detail(id),
    (one) =>
      one.notifications.length === 3 &&
      one.notifications.every((sent) => sent.status === 'delivered' && (sent.last_sent_at ?? '') > (one.timings.verdict_at ?? '')),
    60,
  );
}

const dedupKey = (id: number) => `control-plane/incident/${id}`;
/** Messages of the channel itself, by their links, without those in threads. */
const messagesOf = (id: number) =>
  slack.messages.filter((message) => message.thread_ts === undefined && JSON.stringify(message.blocks).includes(`/incidents/${id}"`));
const eventsOf = (id: number) => pagerDuty.events.filter((event) => event.dedup_key === dedupKey(id));
const mailsOf = (id: number) => mail.mails.filter((text) => text.includes(`/incidents/${id}`));

async function expectResolved(id: number): Promise<void> {
  await until(
    `incident ${id} to resolve by itself`,
    () => detail(id),
    (one) => one.status === 'resolved' && one.notifications.every((sent) => sent.status === 'delivered'),
    120,
  );
  await until(
    'the last word to arrive',
    async () => eventsOf(id).at(-1)?.event_action,
    (action) => action === 'resolve',
    30,
  );
  expect((await detail(id)).resolved_by).toBeNull();
  const [message, ...more] = messagesOf(id);
  expect(more).toEqual([]);
  expect(JSON.stringify(message?.blocks)).toContain('Resolved');
  expect(mailsOf(id).length).toBeGreaterThanOrEqual(2);
}

test('a flag that breaks payments: the alert fires by itself, everybody is told once what caused it, and it resolves by itself', async () => {
  await until(
    'the watchdog',
    async () => ({ reasons: (await incidents()).map((one) => one.decision), said: alerting.output() }),
    ({ reasons }) => reasons.includes('watchdog'),
    60,
  );
  const deployment = await operator.flag('payment-api', { 'new-tax-engine': true });
  const incident = await told('payment-api');
  const diagnosis = diagnosisSchema.parse((await demo.api(`/api/v1/diagnoses/${incident.diagnosis?.id}?language=en`)).body);
  console.log(`alert received → verdict → notified: ${JSON.stringify(incident.timings)}; ${incident.decision}`);
  expect(incident.diagnosis?.summary, JSON.stringify(diagnosis.report)).toContain('new-tax-engine');
  expect(['first_notification', 'deployment_already_diagnosing', 'already_diagnosed']).toContain(incident.decision);
  expect(incident.runbook_url).toBe('https://runbooks.example.com/high-error-share');

  // Both peers have sent it; it is stored once.
  const [episode, ...doubles] = incident.alerts.filter((alert) => alert.name === 'HighErrorShare');
  expect(doubles).toEqual([]);
  expect(episode?.received).toBeGreaterThanOrEqual(2);

  const [message, ...repeated] = messagesOf(incident.id);
  expect(repeated).toEqual([]);
  expect(message?.edits).toBeGreaterThanOrEqual(1);
  expect(JSON.stringify(message?.blocks)).toContain('new-tax-engine');
  expect(slack.messages.filter((reply) => reply.thread_ts === message?.ts)).toHaveLength(1);
  const pages = eventsOf(incident.id);
  expect(pages.map((event) => event.event_action)).toEqual(pages.map(() => 'trigger'));
  expect(JSON.stringify(pages.at(-1))).toContain('new-tax-engine');
  expect(mailsOf(incident.id)).toHaveLength(1);

  await operator.ended(deployment);
  await operator.ended(await operator.rollback(deployment));
  await scrapeAll();
  await expectResolved(incident.id);
  expect((await alerting.firing()).map((alert) => alert.alertname)).toEqual(['Watchdog']);
});

test('a dependency that is gone without any release: diagnosed for the alert alone, and resolved when it is back', async () => {
  await operator.ended(await operator.power('ledger', 'stop'));
  const incident = await told('payment-api');
  const diagnosis = diagnosisSchema.parse((await demo.api(`/api/v1/diagnoses/${incident.diagnosis?.id}?language=en`)).body);
  console.log(`alert received → verdict → notified: ${JSON.stringify(incident.timings)}; ${incident.diagnosis?.summary}`);
  expect(diagnosis).toMatchObject({ trigger: 'alert', status: 'completed' });
  expect(incident.decision).not.toBe('deployment_already_diagnosing');
  expect(incident.diagnosis?.summary, JSON.stringify(diagnosis.report)).toContain('ledger');
  expect(messagesOf(incident.id)).toHaveLength(1);
  await operator.ended(await operator.power('ledger', 'start'));
  await scrapeAll();
  await expectResolved(incident.id);
});
