import type { Evidence, TimeRange } from '#/lib/domain/diagnosis.ts';
import type { EvidenceData, TypedEvidence } from '#/lib/domain/evidence.ts';
import { redact } from '#/lib/domain/redact.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import type { Message } from '#/lib/domain/text.ts';
import type { Window } from '#/lib/ports.ts';
import { readLines } from './log-lines.ts';
import type { ChangeFacts } from './observations.ts';

/** Evidence before it has its number. */
export type EvidenceDraft = { [K in TypedEvidence['kind']]: Omit<Extract<TypedEvidence, { kind: K }>, 'id'> }[TypedEvidence['kind']];

/** Keeps an observation with the report and answers the number that claims cite it by. */
export type Cite = (draft: EvidenceDraft) => string;

/** Numbers evidence in the order it becomes known. */
export function evidenceBook(): { cite: Cite; items: () => Evidence[] } {
  const items: Evidence[] = [];
  return {
    cite(draft) {
      const id = `e${items.length + 1}`;
      items.push({ ...draft, id });
      return id;
    },
    items: () => items,
  };
}

/** The numbers of this evidence as a sentence cites them, ` [1][4]`: put into the message under a name that begins with `ref`. */
export function citing(ids: readonly string[]): string {
  const numbers = [...new Set(ids)].map((id) => `[${id.slice(1)}]`);
  return numbers.length > 0 ? ` ${numbers.join('')}` : '';
}

/** Whether a sentence cites evidence within itself. */
export function cites({ values }: Message): boolean {
  return Object.entries(values).some(([name, value]) =>
    typeof value === 'object' ? cites(value) : name.startsWith('ref') && value !== '',
  );
}

/** Lines kept on each side of a marked one. */
const AROUND = 8;

/** A window of time as it goes over the wire. */
export function timeRange(window: Window): TimeRange {
  return { start: new Date(window.start).toISOString(), end: new Date(window.end).toISOString() };
}

/** The lines around the marked ones, redacted; the first marked line is the excerpt. */
export function logEvidence(input: { service: string; query: string; lines: LogLine[]; marked: number[]; window: Window }): EvidenceDraft {
  const { lines, marked } = input;
  const first = Math.max(0, Math.min(...(marked.length ? marked : [lines.length - 1])) - AROUND);
  const last = Math.max(...(marked.length ? marked : [lines.length - 1])) + AROUND;
  const kept = lines.slice(first, last + 1).map((line) => ({ ...line, line: redact(line.line) }));
  const marks = marked.map((index) => index - first).filter((index) => index < kept.length);
  return {
    kind: 'log',
    tool: 'search-logs',
    query: input.query,
    time_range: timeRange(input.window),
    excerpt: spoken(kept[marks[0] ?? kept.length - 1]),
    data: { service: input.service, lines: kept, marked: marks },
  };
}

/** The line as a person would quote it: of a structured one its message. */
function spoken(line: LogLine | undefined): string {
  return line ? (readLines([line])[0]?.text.split('\n')[0] ?? line.line) : '';
}

export type Field = EvidenceData<'object'>['fields'][number];

/** One field of an object; a marked one is what the evidence is about. */
export function field(name: string, value: Field['value'], marked = false): Field {
  return { name, value: typeof value === 'string' ? redact(value) : value, marked };
}

/** Fields of an object, of an instance's state, or of a probe. */
export function objectEvidence(input: {
  kind: 'object' | 'status' | 'probe';
  tool: string;
  service: string | null;
  object: string;
  query: string;
  fields: Field[];
}): EvidenceDraft {
  const { kind, tool, query, service, object, fields } = input;
  const shown = fields.some((item) => item.marked) ? fields.filter((item) => item.marked) : fields;
  const excerpt = shown.map((item) => `${item.name}: ${item.value === null ? '—' : String(item.value)}`).join(', ');
  return { kind, tool, query, time_range: null, excerpt: excerpt.slice(0, 2000), data: { service, object, fields } };
}

/** A change with its fields; `marked` paths hold the mechanism. */
export function changeEvidence(change: ChangeFacts, summary: string, marked: string[] = []): EvidenceDraft {
  return {
    kind: change.changes.length > 0 ? 'diff' : 'change',
    tool: 'query-audit-logs',
    query: `change ${change.id}`,
    time_range: null,
    excerpt: redact(summary),
    data: {
      service: change.service
        ? serviceKey({ cluster: change.cluster, namespace: change.namespace, name: change.service } satisfies ServiceRef)
        : null,
      change_id: change.id,
      at: new Date(change.at).toISOString(),
      event_type: change.eventType,
      author: change.author,
      changes: change.changes,
      marked,
    },
  };
}
