import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailStandIn, type MailStandIn } from '#/e2e/stand-ins/mail.ts';
import type { IncidentNotice } from '#/lib/domain/notification.ts';
import { sampleNotice } from '#/lib/usecases/sample-notice.ts';
import { createEmail } from './index.ts';

let mail: MailStandIn;
beforeAll(async () => {
  mail = await mailStandIn();
});
afterAll(() => mail.close());

const deliver = (given: Partial<IncidentNotice>, remote: Record<string, unknown> = {}, url: string | null = mail.url) => {
  const sample = sampleNotice({ language: 'zh-TW', publicUrl: 'http://cp.test', now: new Date('2026-01-01T12:00:00Z') });
  const outgoing = { settings: { to: ['oncall@example.com'] }, secrets: {}, notice: { ...sample, ...given }, remote };
  return createEmail({ url, from: 'cp@example.com' }).deliver(outgoing, new AbortController().signal);
};

test('the first mail waits for the diagnosis; what follows is a reply to it', async () => {
  await expect(deliver({ status: 'firing', diagnosis: 'working' })).rejects.toMatchObject({ outcome: 'retry' });
  const first = await deliver({ status: 'firing', title: 'Errors\r\nBcc: evil@example.com', cause: 'Proven' });
  await deliver({ status: 'resolved' }, first.remote);
  expect(mail.mails).toHaveLength(2);
  expect(mail.mails[0]?.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
  expect(mail.mails[1]).toContain(`In-Reply-To: ${String(first.remote.first)}`);
});

test('a 4xx of the mail server may pass, a 5xx does not', async () => {
  mail.refusals.push(451);
  await expect(deliver({ status: 'firing' })).rejects.toMatchObject({ outcome: 'retry', status: 451 });
  mail.refusals.push(550);
  await expect(deliver({ status: 'firing' })).rejects.toMatchObject({ outcome: 'permanent', status: 550, channelBroken: true });
});

test('without a mail server the channel says which variable is missing', async () => {
  await expect(deliver({ status: 'firing' }, {}, null)).rejects.toMatchObject({
    channelBroken: true,
    detail: { values: { variable: 'SMTP_URL' } },
  });
});
