import { createHash } from 'node:crypto';
import type { auditEntries } from './schema.ts';

/** One entry as it is stored. */
export type AuditEntry = typeof auditEntries.$inferSelect;

/** What stands before the first entry of a chain. */
export const CHAIN_START = '0'.repeat(64);

/**
 * SHA-256 in hex over the canonical JSON of everything in the entry but its own hash: the columns
 * under their TypeScript names, `previousHash` among them, times as RFC 3339 in UTC with milliseconds.
 */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const hashed: Omit<AuditEntry, 'hash'> = {
    id: entry.id,
    cluster: entry.cluster,
    namespace: entry.namespace,
    position: entry.position,
    timestamp: entry.timestamp,
    recordedAt: entry.recordedAt,
    eventType: entry.eventType,
    serviceId: entry.serviceId,
    service: entry.service,
    author: entry.author,
    actorId: entry.actorId,
    source: entry.source,
    summary: entry.summary,
    summaryMessage: entry.summaryMessage,
    changes: entry.changes,
    deploymentId: entry.deploymentId,
    commitSha: entry.commitSha,
    url: entry.url,
    externalId: entry.externalId,
    previousHash: entry.previousHash,
  };
  return createHash('sha256').update(canonicalJson(hashed)).digest('hex');
}

/**
 * JSON without white space whose object keys are in the order of their UTF-16 code units, so that one
 * value has one text; `undefined` members are left out, and scalars are written by `JSON.stringify`.
 */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}
