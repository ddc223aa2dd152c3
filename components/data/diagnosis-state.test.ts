import { expect, test } from 'vitest';
import type { DiagnosisEvent } from '#/lib/contract/events.ts';
import { emptyDiagnosis, foldEvent, type DiagnosisState } from './diagnosis-state.ts';

const accepted: DiagnosisEvent = {
  event: 'accepted',
  data: {
    session_id: 'g1',
    conversation_id: 'c1',
    engine: 'embedded',
    subject: { cluster: null, namespace: 'production', service: 'ledger', deployment_id: null, version: null },
    question: 'Why?',
  },
};
const step = (id: string, status: 'started' | 'done'): DiagnosisEvent => ({ event: 'step', data: { id, title: id, status } });
const call: DiagnosisEvent = { event: 'tool-call', data: { call_id: 't1', tool: 'search-logs', input: {} } };
const result: DiagnosisEvent = {
  event: 'tool-result',
  data: { call_id: 't1', tool: 'search-logs', status: 'success', summary: '3 lines', evidence_ids: ['e1'], duration_ms: 12 },
};
const text = (delta: string): DiagnosisEvent => ({ event: 'text', data: { delta } });
const finding: DiagnosisEvent = {
  event: 'finding',
  data: {
    id: 'f1',
    source: 'logs',
    title: 'It exits',
    detail: '',
    severity: 'critical',
    service: 'ledger',
    evidence_ids: ['e1'],
    data: null,
  },
};
const done: DiagnosisEvent = {
  event: 'done',
  data: {
    session_id: 'g1',
    status: 'completed',
    timings: {
      requested_at: '2026-11-22T14:00:00.000Z',
      started_at: null,
      first_event_at: null,
      first_finding_at: null,
      verdict_at: null,
      notified_at: null,
    },
  },
};

function fold(events: [number | null, DiagnosisEvent][], from: DiagnosisState = emptyDiagnosis): DiagnosisState {
  return events.reduce((state, [id, event]) => foldEvent(state, id, event), from);
}

test('a step keeps its place when its status changes', () => {
  const state = fold([
    [1, accepted],
    [2, step('check-recent-changes', 'started')],
    [3, step('collect', 'started')],
    [4, step('check-recent-changes', 'done')],
  ]);
  expect(state.steps.map((item) => `${item.id} ${item.status}`)).toEqual(['check-recent-changes done', 'collect started']);
  expect(state.status).toBe('running');
});

test("a tool's result joins its call", () => {
  expect(
    fold([
      [1, call],
      [2, result],
    ]).toolCalls,
  ).toEqual([expect.objectContaining({ call_id: 't1', result: expect.objectContaining({ summary: '3 lines' }) as unknown })]);
});

test('what a reconnect brings twice counts once', () => {
  const once = fold([
    [1, accepted],
    [2, text('a')],
    [3, text('b')],
  ]);
  expect(
    fold(
      [
        [2, text('a')],
        [3, text('b')],
        [4, text('c')],
      ],
      once,
    ).text,
  ).toBe('abc');
});

test('a restart voids what was said and keeps what was asked', () => {
  const state = fold([
    [1, accepted],
    [2, finding],
    [3, text('It was')],
    [4, call],
    [5, { event: 'restarted', data: { attempt: 2, reason: 'worker lost' } }],
  ]);
  expect(state).toMatchObject({ findings: [], text: '', toolCalls: [], steps: [], attempt: 2, status: 'running', lastId: 5 });
  expect(state.accepted?.question).toBe('Why?');
});

test('history is not live until the replay is complete', () => {
  const history = fold([
    [1, accepted],
    [2, finding],
  ]);
  expect(history.live).toBe(false);
  const now = fold([[null, { event: 'replay-complete', data: {} }]], history);
  expect(now).toMatchObject({ live: true, lastId: 2, status: 'running' });
});

test('the end is kept with its timings', () => {
  expect(
    fold([
      [1, accepted],
      [2, done],
    ]),
  ).toMatchObject({ status: 'completed', timings: { requested_at: '2026-11-22T14:00:00.000Z' } });
  expect(
    fold([
      [1, accepted],
      [2, { event: 'failed', data: { code: 'internal', message: 'lost' } }],
    ]),
  ).toMatchObject({ status: 'failed', failure: { code: 'internal' } });
});
