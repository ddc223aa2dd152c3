import { and, asc, eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AuditHead } from '#/lib/contract/audit-logs.ts';
import { auditEntries, auditHeads } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { AppError } from '#/lib/domain/errors.ts';

/** The end of every namespace's chain. Only for who sees all teams: the length of a chain counts every team's changes. */
export async function listAuditHeads(ctx: Context): Promise<AuditHead[]> {
  authorize(ctx.actor, 'audit:read');
  if (!seesTeam(ctx.actor, null)) throw new AppError('forbidden', 'The chains of the audit log are shown to those who see every team.');
  const rows = await ctx.db
    .select({ head: auditHeads, newest: auditEntries.recordedAt })
    .from(auditHeads)
    .leftJoin(
      auditEntries,
      and(
        eq(auditEntries.cluster, auditHeads.cluster),
        eq(auditEntries.namespace, auditHeads.namespace),
        eq(auditEntries.position, auditHeads.position),
      ),
    )
    .orderBy(asc(auditHeads.cluster), asc(auditHeads.namespace));
  return rows.map(({ head, newest }) => ({
    cluster: head.cluster,
    namespace: head.namespace,
    entries: head.position,
    hash: head.hash,
    newest_at: newest?.toISOString() ?? null,
  }));
}
