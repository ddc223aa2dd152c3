import type { AuditRecord } from '#/lib/contract/audit-logs.ts';

/** One change as it is read: what was asked for, and what has become of it since, oldest first. */
export type Gathered = { record: AuditRecord; outcome: readonly AuditRecord[] };

/** Puts what was written about one deployment (asked for, ended) into one row, where its newest record stood; `records` are newest first. */
export function gatherChanges(records: readonly AuditRecord[]): Gathered[] {
  const rows = new Map<string, [AuditRecord, ...AuditRecord[]]>();
  for (const record of records) {
    const key = record.deployment_id ?? record.id;
    const row = rows.get(key);
    if (row) row.unshift(record);
    else rows.set(key, [record]);
  }
  return [...rows.values()].map(([record, ...outcome]) => ({ record, outcome }));
}
