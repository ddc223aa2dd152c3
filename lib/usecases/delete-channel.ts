import { eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notificationChannels } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';

/** Removes a channel with all that was sent through it; messages that are out stay as they are. */
export async function deleteChannel(ctx: Context, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, 'admin');
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.delete(notificationChannels).where(eq(notificationChannels.id, id)).returning();
    if (!row) throw notFound('channel', id);
    await appendAudit(tx, {
      namespace: 'default',
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.channel_deleted', { name: row.name, kind: row.kind }),
    });
  });
}
