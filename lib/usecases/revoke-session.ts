import { and, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { sessions } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';

/** Ends one of the caller's own sessions; somebody else's is as if it did not exist. */
export async function revokeSession(ctx: Context, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, 'read');
  const mine = and(eq(sessions.id, id), eq(sessions.userId, ctx.actor.id));
  await ctx.db.transaction(async (tx) => {
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(mine, isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (ended.length === 0) {
      const [known] = await tx.select({ id: sessions.id }).from(sessions).where(mine);
      if (!known) throw notFound('session', id);
      return;
    }
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.sessions_revoked', { name: ctx.actor.name, count: 1 }),
    });
  });
}
