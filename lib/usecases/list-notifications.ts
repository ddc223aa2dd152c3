import { and, desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { NotificationItem } from '#/lib/contract/channels.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import { deliveryAttempts, incidents, notificationChannels, notifications, services } from '#/lib/db/schema.ts';
import { redact } from '#/lib/domain/redact.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { cutPage, olderThan } from './page.ts';
import { parseInput } from './parse-input.ts';
import { visibleIncidents } from './resolve-incident.ts';

/** Query of `GET /api/v1/notifications`; dead ones are those that were given up. */
export const notificationListSchema = z.object({
  status: z.enum(['pending', 'delivered', 'dead', 'cancelled']).optional(),
  channel_id: z.string().max(100).optional(),
  ...pageQuery,
});

/** What was sent and what could not be, with every try, newest first. */
export async function listNotifications(ctx: Context, input: z.input<typeof notificationListSchema>): Promise<Page<NotificationItem>> {
  authorize(ctx.actor, 'admin');
  const query = parseInput(notificationListSchema, input);
  const rows = await ctx.db
    .select({ notification: notifications, channel: notificationChannels.name, title: incidents.title })
    .from(notifications)
    .innerJoin(notificationChannels, eq(notificationChannels.id, notifications.channelId))
    .leftJoin(incidents, eq(incidents.id, notifications.incidentId))
    .leftJoin(services, eq(services.id, incidents.serviceId))
    .where(
      and(
        visibleIncidents(ctx.actor),
        query.status ? eq(notifications.status, query.status) : undefined,
        query.channel_id ? eq(notifications.channelId, query.channel_id) : undefined,
        olderThan(query.cursor, notifications.createdAt, notifications.id),
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(query.limit + 1);
  const tries =
    rows.length === 0
      ? []
      : await readTries(
          ctx,
          rows.map((row) => row.notification.id),
        );
  return cutPage(
    rows,
    query.limit,
    (row) => [row.notification.createdAt, row.notification.id],
    ({ notification, channel, title }) => ({
      id: notification.id,
      channel_id: notification.channelId,
      channel,
      incident_id: notification.incidentId,
      title: title === null ? null : redact(title),
      status: notification.status,
      attempts: notification.attempts,
      created_at: notification.createdAt.toISOString(),
      last_sent_at: notification.lastSentAt?.toISOString() ?? null,
      error: notification.lastError && renderMessage(notification.lastError, ctx.language),
      tries: tries
        .filter((row) => row.notificationId === notification.id)
        .map((row) => ({
          at: row.at.toISOString(),
          outcome: row.outcome,
          status: row.status,
          detail: row.detail && renderMessage(row.detail, ctx.language),
          duration_ms: row.durationMs,
        })),
    }),
  );
}

async function readTries(ctx: Context, ids: string[]) {
  return ctx.db
    .select()
    .from(deliveryAttempts)
    .where(inArray(deliveryAttempts.notificationId, ids))
    .orderBy(desc(deliveryAttempts.id))
    .limit(5_000);
}
