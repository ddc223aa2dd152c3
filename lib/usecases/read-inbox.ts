import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { noticesRead } from '#/lib/db/schema.ts';
import { AppError } from '#/lib/domain/errors.ts';

/**
 * The reader has seen everything up to now. It alters nothing that anybody else sees, so the audit
 * log does not tell of it.
 */
export async function readInbox(ctx: Context): Promise<void> {
  authorize(ctx.actor, 'read');
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Only a signed-in person has an inbox that can be read.');
  const now = sql`clock_timestamp()`;
  await ctx.db
    .insert(noticesRead)
    .values({ userId: ctx.actor.id, readAt: now })
    .onConflictDoUpdate({ target: noticesRead.userId, set: { readAt: now } });
}
