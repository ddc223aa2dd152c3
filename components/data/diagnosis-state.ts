import type { DiagnosisEvent } from '#/lib/contract/events.ts';
import type { Report, Timings } from '#/lib/domain/diagnosis.ts';

type DataOf<N extends DiagnosisEvent['event']> = Extract<DiagnosisEvent, { event: N }>['data'];

export type Step = DataOf<'step'>;
/** A tool's call, the step that was begun last when it was made, and, once it has come, its result. */
export type ToolCall = DataOf<'tool-call'> & { step: string | null; result: DataOf<'tool-result'> | null };

/** What a page knows of a diagnosis from its events so far. */
export type DiagnosisState = {
  /** Sequence number of the newest event that was taken in; older and equal ones are duplicates. */
  lastId: number;
  accepted: DataOf<'accepted'> | null;
  steps: Step[];
  toolCalls: ToolCall[];
  evidence: DataOf<'evidence'>[];
  findings: DataOf<'finding'>[];
  hypotheses: DataOf<'hypothesis'>[];
  text: string;
  report: Report | null;
  /** `connecting` until the first event; then as the stream says. */
  status: 'connecting' | 'running' | 'completed' | 'cancelled' | 'failed';
  failure: DataOf<'failed'> | null;
  timings: Timings | null;
  /** Grows when a lost worker's work begins again. */
  attempt: number;
  /** False while history is replayed, when nothing need be animated. */
  live: boolean;
};

export const emptyDiagnosis: DiagnosisState = {
  lastId: 0,
  accepted: null,
  steps: [],
  toolCalls: [],
  evidence: [],
  findings: [],
  hypotheses: [],
  text: '',
  report: null,
  status: 'connecting',
  failure: null,
  timings: null,
  attempt: 1,
  live: false,
};

/** Takes one event into the state. `id` is null for events outside the sequence (`replay-complete`). */
export function foldEvent(state: DiagnosisState, id: number | null, event: DiagnosisEvent): DiagnosisState {
  if (id !== null && id <= state.lastId) return state;
  const next: DiagnosisState = { ...state, lastId: id ?? state.lastId, status: state.status === 'connecting' ? 'running' : state.status };
  switch (event.event) {
    case 'accepted':
      return { ...next, accepted: event.data };
    case 'step':
      return { ...next, steps: put(next.steps, event.data, (step) => step.id) };
    case 'tool-call': {
      const step = next.steps.findLast((each) => each.status === 'started')?.id ?? null;
      return { ...next, toolCalls: put(next.toolCalls, { ...event.data, step, result: null }, (call) => call.call_id) };
    }
    case 'tool-result': {
      const { data } = event;
      return { ...next, toolCalls: next.toolCalls.map((call) => (call.call_id === data.call_id ? { ...call, result: data } : call)) };
    }
    case 'evidence':
      return { ...next, evidence: put(next.evidence, event.data, (item) => item.id) };
    case 'finding':
      return { ...next, findings: put(next.findings, event.data, (item) => item.id) };
    case 'hypothesis':
      return { ...next, hypotheses: put(next.hypotheses, event.data, (item) => item.id) };
    case 'text':
      return { ...next, text: next.text + event.data.delta };
    case 'restarted':
      return {
        ...emptyDiagnosis,
        lastId: next.lastId,
        accepted: next.accepted,
        status: 'running',
        attempt: event.data.attempt,
        live: next.live,
      };
    case 'replay-complete':
      return { ...next, live: true, status: state.status };
    case 'report':
      return { ...next, report: event.data.report };
    case 'done':
      return { ...next, status: event.data.status, timings: event.data.timings };
    case 'failed':
      return { ...next, status: 'failed', failure: event.data };
    default:
      return event satisfies never;
  }
}

/** Replaces the item with the same key where it stands, or adds it at the end. */
function put<T>(items: T[], item: T, keyOf: (item: T) => string): T[] {
  const at = items.findIndex((each) => keyOf(each) === keyOf(item));
  return at < 0 ? [...items, item] : items.with(at, item);
}
