import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standIn, type StandIn } from '#/e2e/stand-ins/http.ts';
import { createOutbound } from '#/lib/outbound.ts';
import { sampleNotice } from '#/lib/usecases/sample-notice.ts';
import { createWebhook } from './index.ts';

let receiver: StandIn;
beforeAll(async () => {
  receiver = await standIn(() => ({ status: 204 }));
});
afterAll(() => receiver.close());

const notice = sampleNotice({ language: 'en', publicUrl: 'http://cp.test', now: new Date('2026-01-01T12:00:00Z') });
const deliver = (url: string, allowed: string[], secrets: Record<string, string> = {}) =>
  createWebhook({ post: createOutbound(allowed).post, now: () => 1_700_000_000_000 }).deliver(
    { settings: { url }, secrets, notice, remote: {} },
    new AbortController().signal,
  );

test('the body is signed so that the receiver can check it', async () => {
  await deliver(`${receiver.url}/hook`, [receiver.host], { signing_secret: 'a-secret-of-our-own' });
  const call = receiver.calls.at(-1);
  const expected = createHmac('sha256', 'a-secret-of-our-own')
    .update(`1700000000.${call?.body ?? ''}`)
    .digest('hex');
  expect(call?.headers['x-control-plane-signature']).toBe(`t=1700000000,v1=${expected}`);
  expect(JSON.parse(call?.body ?? '')).toMatchObject({ version: 1, type: 'incident', status: 'resolved' });
});

test('a try again has the key of the first, a message that says more has another', async () => {
  const hook = createWebhook({ post: createOutbound([receiver.host]).post });
  const keyOf = async (cause: string) => {
    const message = { settings: { url: `${receiver.url}/hook` }, secrets: {}, notice: { ...notice, cause }, remote: {} };
    await hook.deliver(message, new AbortController().signal);
    return receiver.calls.at(-1)?.headers['idempotency-key'];
  };
  const [first, again, more] = [await keyOf('Diagnosing…'), await keyOf('Diagnosing…'), await keyOf('Proven')];
  expect(again).toBe(first);
  expect(more).not.toBe(first);
});

test.each([
  'http://127.0.0.1:9/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://127.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.1.2.3/',
  'http://localhost:9/',
  'http://[fd00::1]/',
  'http://100.64.0.1/',
])('%s leads inside and is refused at save and at send', async (url) => {
  expect(await createOutbound([]).check(url)).toBe('private');
  await expect(deliver(url, [])).rejects.toMatchObject({ outcome: 'permanent', channelBroken: true });
});

test.each(['ftp://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'nonsense'])('%s is no web address', async (url) => {
  expect(await createOutbound([]).check(url)).toBe('no_web_address');
});

test('a redirect is not followed, and counts as a broken channel', async () => {
  receiver.faults.push({ status: 302, headers: { location: 'http://169.254.169.254/' } });
  await expect(deliver(`${receiver.url}/hook`, [receiver.host])).rejects.toMatchObject({ outcome: 'permanent', status: 302 });
});

test('an answer without an end is read up to a bound', async () => {
  receiver.faults.push({ status: 200, body: 'x'.repeat(5_000_000) });
  await expect(deliver(`${receiver.url}/hook`, [receiver.host])).resolves.toMatchObject({ status: 200 });
});
