import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { SessionsRevoked } from '#/lib/contract/members.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { sessions, users } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';

/** Signs a member out everywhere; they may sign in again. Answers how many sessions stood. */
export async function revokeMemberSessions(ctx: Context, { id }: { id: string }): Promise<SessionsRevoked> {
  authorize(ctx.actor, 'admin');
  return ctx.db.transaction(async (tx) => {
    const [member] = await tx.select({ email: users.email }).from(users).where(eq(users.id, id));
    if (!member) throw notFound('member', id);
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.userId, id), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)))
      .returning({ id: sessions.id });
    if (ended.length > 0) {
      await appendAudit(tx, {
        namespace: OWN_NAMESPACE,
        eventType: 'OTHER',
        actor: ctx.actor,
        summary: message('audit.sessions_revoked', { name: member.email, count: ended.length }),
      });
    }
    return { revoked: ended.length };
  });
}
