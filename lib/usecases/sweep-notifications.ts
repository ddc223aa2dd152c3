import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { enqueue } from '#/lib/jobs/queue.ts';

/** Hands out again what is due: waiting for its next try, or left by a worker that died. Meant to run every second. */
export async function sweepNotifications(ctx: Context): Promise<{ due: number }> {
  authorize(ctx.actor, 'incidents:write');
  return ctx.db.transaction(async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`
      update notifications set next_attempt_at = null, lease_until = null
       where id in (
         select id from notifications
          where status = 'pending' and (next_attempt_at <= clock_timestamp() or lease_until < clock_timestamp())
          order by next_attempt_at limit 200 for update skip locked)
      returning id`);
    for (const { id } of rows) await enqueue(tx, 'deliver', { notificationId: id });
    return { due: rows.length };
  });
}
