import { and, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { apiTokens } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';

/** Ends a token: the next call with it is refused. Revoking it again changes nothing and is no error. */
export async function revokeToken(ctx: Context, { id }: { id: string }): Promise<void> {
  authorize(ctx.actor, 'admin');
  await ctx.db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(apiTokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
      .returning({ name: apiTokens.name, prefix: apiTokens.prefix });
    if (!revoked) {
      const [existing] = await tx.select({ id: apiTokens.id }).from(apiTokens).where(eq(apiTokens.id, id));
      if (!existing) throw notFound('token', id);
      return;
    }
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.token_revoked', { name: revoked.name }),
      changes: [{ path: `tokens.cp_${revoked.prefix}.revoked`, before: false, after: true }],
    });
  });
}
