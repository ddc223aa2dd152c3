import { and, eq, inArray, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notifications } from '#/lib/db/schema.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { enqueue } from '#/lib/jobs/queue.ts';

/** Tries a message again that was given up; it says what is known by now. */
export async function resendNotification(ctx: Context, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, 'admin');
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(notifications)
      .set({
        status: 'pending',
        attempts: 0,
        nextAttemptAt: null,
        leaseUntil: null,
        wantedRevision: sql`greatest(${notifications.wantedRevision}, ${notifications.deliveredRevision} + 1)`,
      })
      .where(and(eq(notifications.id, id), inArray(notifications.status, ['dead', 'cancelled'])))
      .returning();
    if (!row) {
      const [known] = await tx.select({ status: notifications.status }).from(notifications).where(eq(notifications.id, id));
      if (!known) throw notFound('notification', id);
      throw new AppError('conflict', `The notification is ${known.status}: only one that was given up can be sent again.`);
    }
    await enqueue(tx, 'deliver', { notificationId: id });
    await appendAudit(tx, {
      namespace: 'default',
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.notification_resent', { subject: row.subject }),
    });
  });
}
