import type { DiagnosisEvent } from '#/lib/contract/events.ts';
import type { Evidence, Report } from '#/lib/domain/diagnosis.ts';

type Data<E extends DiagnosisEvent['event']> = Extract<DiagnosisEvent, { event: E }>['data'];
export type RunStep = Data<'step'>;
export type ToolRun = { callId: string; tool: string; input: unknown; result: Data<'tool-result'> | null };

/** What is known of a diagnosis from its events so far; the page shows nothing that is not in here. */
export type RunState = {
  steps: RunStep[];
  tools: ToolRun[];
  evidence: Evidence[];
  findings: Data<'finding'>[];
  hypotheses: Data<'hypothesis'>[];
  text: string;
  /** Set when a worker was lost and the work began again. */
  restarted: Data<'restarted'> | null;
  report: Report | null;
  end: { status: 'completed' | 'cancelled' } | { status: 'failed'; message: string } | null;
};

export const EMPTY_RUN: RunState = { steps: [], tools: [], evidence: [], findings: [], hypotheses: [], text: '', restarted: null, report: null, end: null };

function putById<T extends { id: string }>(items: readonly T[], item: T): T[] {
  return items.some((other) => other.id === item.id) ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item];
}

/** The state after one more event. Sending an event twice changes nothing but `text`, which the stream never repeats. */
export function foldEvent(state: RunState, event: DiagnosisEvent): RunState {
  switch (event.event) {
    case 'accepted':
    case 'replay-complete':
      return state;
    case 'step':
      return { ...state, steps: putById(state.steps, event.data) };
    case 'tool-call': {
      const { call_id: callId, tool, input } = event.data;
      if (state.tools.some((run) => run.callId === callId)) return state;
      return { ...state, tools: [...state.tools, { callId, tool, input, result: null }] };
    }
    case 'tool-result': {
      const result = event.data;
      return { ...state, tools: state.tools.map((run) => (run.callId === result.call_id ? { ...run, result } : run)) };
    }
    case 'evidence':
      return { ...state, evidence: putById(state.evidence, event.data) };
    case 'finding':
      return { ...state, findings: putById(state.findings, event.data) };
    case 'hypothesis':
      return { ...state, hypotheses: putById(state.hypotheses, event.data) };
    case 'text':
      return { ...state, text: state.text + event.data.delta };
    case 'restarted':
      return { ...EMPTY_RUN, restarted: event.data };
    case 'report':
      return { ...state, report: event.data.report };
    case 'done':
      return { ...state, end: { status: event.data.status } };
    case 'failed':
      return { ...state, end: { status: 'failed', message: event.data.message } };
  }
}
