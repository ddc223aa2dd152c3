import { isRecord } from '#/components/data/json-shape.ts';
import type { Evidence, EvidenceKind } from '#/lib/domain/diagnosis.ts';
import type { TypedEvidence } from '#/lib/domain/evidence.ts';

/** The lists that a card of each kind draws. */
const lists = {
  log: ['lines', 'marked'],
  metric: ['series'],
  trace: ['spans', 'marked'],
  object: ['fields'],
  status: ['fields'],
  probe: ['fields'],
  event: ['events'],
  change: ['changes', 'marked'],
  diff: ['changes', 'marked'],
} satisfies Record<EvidenceKind, readonly string[]>;

/** The same evidence typed by its kind, or null when its data is of another shape, as an older report's may be. */
export function typedEvidence(evidence: Evidence): TypedEvidence | null {
  const { data } = evidence;
  if (!isRecord(data)) return null;
  // The server stores data by its kind's schema; the lists tell an older shape apart.
  return lists[evidence.kind].every((name) => Array.isArray(data[name])) ? (evidence as TypedEvidence) : null;
}

/** Evidence on a service of another team: only its number is left. */
export function isWithheld({ data }: Evidence): boolean {
  return isRecord(data) && data.withheld === true;
}
