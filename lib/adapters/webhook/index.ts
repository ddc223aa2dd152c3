import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { answerProblem } from '#/lib/domain/notification.ts';
import type { Notifier, Post } from '#/lib/ports.ts';
import { bodyOf } from './wire.ts';

const settingsSchema = z.object({ url: z.url() });
const secretsSchema = z.object({ signing_secret: z.string().optional() });

/**
 * Posts our JSON to any address. With a signing secret the header `x-control-plane-signature: t=<unix s>,v1=<hex>`
 * holds HMAC-SHA-256 over `<t>.<body>`, so that a receiver can refuse what is forged or old.
 */
export function createWebhook({ post, now = Date.now }: { post: Post; now?: () => number }): Notifier {
  return {
    async deliver({ settings, secrets, notice, remote }, signal) {
      const { url } = settingsSchema.parse(settings);
      const { signing_secret: secret } = secretsSchema.parse(secrets);
      const body = JSON.stringify(bodyOf(notice));
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        // One key for one body: what is known grows while the status stays.
        'idempotency-key': `${notice.dedupKey}/${createHash('sha256').update(body).digest('hex').slice(0, 32)}`,
      };
      if (secret) headers['x-control-plane-signature'] = signatureOf(secret, body, Math.floor(now() / 1000));
      const answer = await post({ url, headers, body, signal });
      const problem = answerProblem(answer);
      if (problem) throw problem;
      return { remote, status: answer.status };
    },
    preview: (notice) => ({ text: JSON.stringify(bodyOf(notice), null, 2) }),
  };
}

/** The signature over one body at one time, in unix seconds. */
export function signatureOf(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
