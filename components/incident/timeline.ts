import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';

type Entry = IncidentDetail['timeline'][number];

export type TimelineItem =
  { kind: 'event'; at: string; key: string; entry: Entry } | { kind: 'change'; at: string; key: string; record: AuditRecord };

/** So long before an incident's start its service's changes are shown with it, in ms. */
const BEFORE_MS = 3_600_000;
/** And so long after its end. */
const AFTER_MS = 600_000;
/** While it is open, until so long after its start, which lies ahead, so that the address stays the same. */
const OPEN_MS = 30 * 24 * 3_600_000;

/** The times that an incident's changes are asked for; a month ahead while it is open. Cut to the minute, so that their address stays the same. */
export function changesAround(incident: Pick<IncidentDetail, 'started_at' | 'received_at' | 'resolved_at'>): {
  start_time: string;
  end_time: string;
} {
  const minute = (ms: number) => new Date(Math.floor(ms / 60_000) * 60_000).toISOString();
  const start = Math.min(Date.parse(incident.started_at), Date.parse(incident.received_at));
  return {
    start_time: minute(start - BEFORE_MS),
    end_time: minute(incident.resolved_at ? Date.parse(incident.resolved_at) + AFTER_MS : start + OPEN_MS),
  };
}

/**
 * What happened to an incident and what was changed meanwhile, oldest first. What people did about it
 * stands in the audit log as well, and is not said twice.
 */
export function mergeTimeline(entries: readonly Entry[], records: readonly AuditRecord[]): TimelineItem[] {
  const items: TimelineItem[] = [
    ...entries.map((entry, index) => ({ kind: 'event' as const, at: entry.at, key: `event ${index}`, entry })),
    ...records
      .filter((record) => record.event_type !== 'OTHER')
      .map((record) => ({ kind: 'change' as const, at: record.timestamp, key: record.id, record })),
  ];
  return items.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
