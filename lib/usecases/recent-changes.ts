import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { auditEntries } from '#/lib/db/schema.ts';
import type { ChangeFacts } from '#/lib/diagnosis/observations.ts';
import { literal } from '#/lib/domain/text.ts';
import type { Window } from '#/lib/ports.ts';
import { selectAuditEntries } from './select-audit-entries.ts';

const LIMIT = 100;

/** What changed, in one namespace or everywhere that the actor sees, newest first, with summaries that have no language yet. How a deployment ended is no change. */
export async function recentChanges(
  ctx: Context,
  input: { cluster?: string; namespace?: string; window: Window },
): Promise<{ changes: ChangeFacts[]; truncated: boolean }> {
  authorize(ctx.actor, 'audit:read');
  const { cluster, namespace, window } = input;
  const rows = await selectAuditEntries(ctx, {
    cluster,
    namespace,
    start: new Date(window.start),
    end: new Date(window.end),
    limit: LIMIT + 1,
  });
  return { changes: rows.slice(0, LIMIT).filter(isChange).map(factsOf), truncated: rows.length > LIMIT };
}

type Row = typeof auditEntries.$inferSelect;

function isChange(row: Row): boolean {
  return row.changes.length === 0 || !row.changes.every((change) => /^deployments\.[^.]+\.status$/.test(change.path));
}

function factsOf(row: Row): ChangeFacts {
  return {
    id: row.id,
    at: row.timestamp.getTime(),
    eventType: row.eventType,
    service: row.service,
    namespace: row.namespace,
    cluster: row.cluster,
    author: row.author,
    summary: row.summaryMessage ?? literal(row.summary),
    changes: row.changes,
    deploymentId: row.deploymentId,
  };
}
