import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { auditEntries } from '#/lib/db/schema.ts';
import type { ChangeFacts } from '#/lib/diagnosis/observations.ts';
import { literal } from '#/lib/domain/text.ts';
import type { Window } from '#/lib/ports.ts';
import { selectAuditEntries } from './select-audit-entries.ts';

const OF_ALL = 100;
const OF_THE_SERVICE = 50;

/**
 * What changed, in one namespace or everywhere that the actor sees, newest first, with summaries that
 * have no language yet. The named service's own changes are asked for apart, so that a busy namespace
 * cannot crowd them out; `truncated` says that others were.
 */
export async function recentChanges(
  ctx: Context,
  input: { cluster?: string; namespace?: string; service?: string; window: Window },
): Promise<{ changes: ChangeFacts[]; truncated: boolean }> {
  authorize(ctx.actor, 'audit:read');
  const { cluster, namespace, service, window } = input;
  const asked = { cluster, namespace, start: new Date(window.start), end: new Date(window.end) };
  const [all, own] = await Promise.all([
    selectAuditEntries(ctx, { ...asked, limit: OF_ALL + 1 }),
    service ? selectAuditEntries(ctx, { ...asked, service, limit: OF_THE_SERVICE }) : [],
  ]);
  const rows = new Map([...all.slice(0, OF_ALL), ...own].map((row) => [row.id, row]));
  const changes = [...rows.values()].filter(isChange).map(factsOf);
  return { changes: changes.sort((a, b) => b.at - a.at), truncated: all.length > OF_ALL };
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
