import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { severityRank, textArray } from '#/lib/db/lists.ts';
import { PACE_MS } from '#/lib/domain/notification.ts';
import { enqueue } from '#/lib/jobs/queue.ts';

/** Kinds of channels that take one message after another. */
const PACED = Object.entries(PACE_MS)
  .filter(([, ms]) => ms > 0)
  .map(([kind]) => kind);
const AT_ONCE = 200;

/**
 * Hands out again what is due: waiting for its next try or for its channel, or left by a worker that died. Of a channel
 * with a pace that is one a pass: who has heard nothing yet first, then the worst. Meant to run every second.
 */
export async function sweepNotifications(ctx: Context): Promise<{ due: number }> {
  authorize(ctx.actor, 'incidents:write');
  return ctx.db.transaction(async (tx) => {
    // One that neither waits nor is worked on has a job; where that was given up, it is due as well.
    const lost = sql`notification.next_attempt_at is null and notification.lease_until is null and not exists (
      select 1 from pgboss.job where name = 'deliver' and state in ('created', 'retry', 'active') and data ->> 'notificationId' = notification.id)`;
    const due = sql`notification.status = 'pending'
      and (notification.next_attempt_at <= clock_timestamp() or notification.lease_until < clock_timestamp() or (${lost}))`;
    const rows = await tx.execute<{ id: string }>(sql`
      with waiting as (
        select notification.id, channel.kind = any(${textArray(PACED)}) as paced, notification.next_attempt_at,
               row_number() over (partition by channel.id order by notification.delivered_revision > 0,
                 ${severityRank(sql`incident.severity`)}, notification.next_attempt_at, notification.id) as place
          from notifications notification
          join notification_channels channel on channel.id = notification.channel_id
          left join incidents incident on incident.id = notification.incident_id
         where ${due} and coalesce(channel.next_slot_at, '-infinity') <= clock_timestamp()
      ), chosen as (
        select id from waiting where place = 1 or not paced order by next_attempt_at limit ${AT_ONCE}
      ), taken as (
        select notification.id from notifications notification
         where notification.id in (select id from chosen) and ${due} for update skip locked
      )
      update notifications set next_attempt_at = null, lease_until = null where id in (select id from taken) returning id`);
    for (const { id } of rows) await enqueue(tx, 'deliver', { notificationId: id });
    return { due: rows.length };
  });
}
