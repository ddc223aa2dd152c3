import { and, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { sessions } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';

/** Ends one of the caller's own sessions; somebody else's is as if it did not exist. */
export async function revokeSession(ctx: Context, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, 'read');
  const mine = and(eq(sessions.id, id), eq(sessions.userId, ctx.actor.id));
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(mine, isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  if (ended.length > 0) return;
  const [known] = await ctx.db.select({ id: sessions.id }).from(sessions).where(mine);
  if (!known) throw notFound('session', id);
}
