import { and, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { sessions } from '#/lib/db/schema.ts';

/** Signs the caller out everywhere, here too. */
export async function revokeMySessions(ctx: Context): Promise<void> {
  authorize(ctx.actor, 'read');
  await ctx.db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.userId, ctx.actor.id), isNull(sessions.revokedAt)));
}
