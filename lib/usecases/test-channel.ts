import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { channelTestSchema } from '#/lib/contract/channels.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notificationChannels } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { DeliveryError } from '#/lib/domain/notification.ts';
import { message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import type { Notifiers } from '#/lib/ports.ts';
import { sampleNotice } from './sample-notice.ts';

const DEADLINE_MS = 15_000;

/** Sends a message that says it is a test, now and once, and answers what the other side said. */
export async function testChannel(
  ctx: Context,
  input: { id: string; notifiers: Notifiers; publicUrl: string },
): Promise<z.infer<typeof channelTestSchema>> {
  authorize(ctx.actor, 'admin');
  const [channel] = await ctx.db.select().from(notificationChannels).where(eq(notificationChannels.id, input.id));
  if (!channel) throw notFound('channel', input.id);
  await ctx.db.transaction((tx) =>
    appendAudit(tx, {
      namespace: 'default',
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.channel_tested', { name: channel.name }),
    }),
  );
  const owner = `channel:${channel.id}`;
  const words = (text: Parameters<typeof renderMessage>[0]) => renderMessage(text, ctx.language);
  try {
    const secrets = Object.fromEntries(Object.entries(channel.secrets).map(([key, value]) => [key, ctx.vault.open(owner, key, value)]));
    const notice = sampleNotice({ language: channel.language, publicUrl: input.publicUrl, now: ctx.now() });
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(DEADLINE_MS)]);
    const delivered = await input.notifiers[channel.kind]?.deliver({ settings: channel.settings, secrets, notice, remote: {} }, signal);
    return { delivered: delivered !== undefined, status: delivered?.status ?? null, detail: null };
  } catch (error) {
    if (error instanceof DeliveryError) return { delivered: false, status: error.status, detail: words(error.detail) };
    ctx.log.warn({ err: error, channel: channel.id }, 'a test message could not be delivered');
    return { delivered: false, status: null, detail: words(message('incident.delivery.unreachable')) };
  }
}
