import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { Gathered } from './gather-changes.ts';
import { lanes } from './timeline-data.ts';

type Entry = AuditRecord['changes'][number];
export type NetChange = { key: string; name: string; entries: Entry[] };

/** Field by field what is other after these changes than before them; what was changed and changed back is left out. `rows` are newest first. */
export function netChanges(rows: readonly Gathered[]): NetChange[] {
  return lanes(rows).flatMap(({ key, name, rows: own }) => {
    const fields = new Map<string, Entry>();
    for (const { record } of own.toReversed()) {
      for (const entry of record.changes) fields.set(entry.path, { ...entry, before: (fields.get(entry.path) ?? entry).before });
    }
    const entries = [...fields.values()].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
    return entries.length > 0 ? [{ key, name, entries }] : [];
  });
}
