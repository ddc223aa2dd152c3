import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { auditEntries } from '#/lib/db/schema.ts';
import type { Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';

/** An audit entry as it crosses the wire; the hash covers the English summary, readers get their own language. */
export function presentAuditRecord(row: typeof auditEntries.$inferSelect, language: Language): AuditRecord {
  return {
    id: row.id,
    timestamp: row.timestamp.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
    event_type: row.eventType,
    service: row.service,
    namespace: row.namespace,
    cluster: row.cluster,
    author: row.author,
    source: row.source,
    summary: row.summaryMessage ? renderMessage(row.summaryMessage, language) : row.summary,
    changes: row.changes,
    deployment_id: row.deploymentId,
    commit_sha: row.commitSha,
    url: row.url,
    external_id: row.externalId,
    hash: row.hash,
    previous_hash: row.previousHash,
  };
}
