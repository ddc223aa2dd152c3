import type { DiagnosisEvent, EventName } from '#/lib/contract/events.ts';
import { isRecord, jsonOf } from './json-shape.ts';

/** What each event must carry before a page may take it in. */
const members = {
  accepted: ['session_id', 'question'],
  step: ['id', 'status'],
  'tool-call': ['call_id', 'tool'],
  'tool-result': ['call_id', 'status'],
  evidence: ['id', 'kind'],
  finding: ['id'],
  hypothesis: ['id'],
  text: ['delta'],
  restarted: ['attempt'],
  'replay-complete': [],
  report: ['report'],
  done: ['status'],
  failed: ['code', 'message'],
} satisfies Record<EventName, readonly string[]>;

/** One message of a diagnosis's stream, or null for what this page does not know: newer servers may say more. */
export function parseEvent(name: string | undefined, text: string): DiagnosisEvent | null {
  if (name === undefined || !isKnown(name)) return null;
  const data = jsonOf(text);
  if (!isRecord(data) || members[name].some((member) => !Object.hasOwn(data, member))) return null;
  // The name decides the shape of its data, and the server stores no event that breaks its schema.
  return { event: name, data } as DiagnosisEvent;
}

function isKnown(name: string): name is EventName {
  return Object.hasOwn(members, name);
}
