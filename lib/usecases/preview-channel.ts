import { desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { channelPreviewSchema } from '#/lib/contract/channels.ts';
import { incidents, notificationChannels, services } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import type { Notifiers } from '#/lib/ports.ts';
import { readNotice } from './incident-notice.ts';
import { visibleIncidents } from './resolve-incident.ts';
import { sampleNotice } from './sample-notice.ts';

/** How a message of a channel looks: of the newest incident that the actor sees, or of the test message while there is none. Nothing is sent. */
export async function previewChannel(
  ctx: Context,
  input: { id: string; notifiers: Notifiers; publicUrl: string },
): Promise<z.infer<typeof channelPreviewSchema>> {
  authorize(ctx.actor, 'admin');
  const [channel] = await ctx.db.select().from(notificationChannels).where(eq(notificationChannels.id, input.id));
  if (!channel) throw notFound('channel', input.id);
  const [newest] = await ctx.db
    .select({ id: incidents.id })
    .from(incidents)
    .leftJoin(services, eq(services.id, incidents.serviceId))
    .where(visibleIncidents(ctx.actor))
    .orderBy(desc(incidents.receivedAt))
    .limit(1);
  const { language } = channel;
  const { publicUrl } = input;
  const notice = newest
    ? (await readNotice(ctx, { incidentId: newest.id, language, publicUrl })).notice
    : sampleNotice({ language, publicUrl, now: ctx.now() });
  const preview = input.notifiers[channel.kind]?.preview?.(notice) ?? {};
  return { incident_id: newest?.id ?? null, blocks: preview.blocks ?? null, text: preview.text ?? null };
}
