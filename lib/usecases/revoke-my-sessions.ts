import { and, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { sessions } from '#/lib/db/schema.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';

/** Signs the caller out everywhere, here too. */
export async function revokeMySessions(ctx: Context): Promise<void> {
  authorize(ctx.actor, 'read');
  await ctx.db.transaction(async (tx) => {
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.userId, ctx.actor.id), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (ended.length === 0) return;
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.sessions_revoked', { name: ctx.actor.name, count: ended.length }),
    });
  });
}
