import { expect, test } from 'vitest';
import type { DiagnosisEvent } from '#/lib/contract/events.ts';
import { EMPTY_RUN, foldEvent } from './run-state.ts';

const after = (...events: DiagnosisEvent[]) => events.reduce(foldEvent, EMPTY_RUN);
const step = (status: 'started' | 'done'): DiagnosisEvent => ({ event: 'step', data: { id: 'check-recent-changes', title: 'Changes', status } });

test('a step is one line whose status grows', () => {
  expect(after(step('started'), step('done')).steps).toEqual([{ id: 'check-recent-changes', title: 'Changes', status: 'done' }]);
});
test('a tool result joins its call', () => {
  const state = after(
    { event: 'tool-call', data: { call_id: 'c1', tool: 'search-logs', input: {} } },
    { event: 'tool-result', data: { call_id: 'c1', tool: 'search-logs', status: 'no_data', summary: 'no lines', evidence_ids: [], duration_ms: 3 } },
  );
  expect(state.tools).toHaveLength(1);
  expect(state.tools[0]?.result?.status).toBe('no_data');
});
test('a restart voids text and steps so far and says why', () => {
  const state = after(step('done'), { event: 'text', data: { delta: 'half' } }, { event: 'restarted', data: { attempt: 2, reason: 'worker lost' } });
  expect(state).toMatchObject({ steps: [], text: '', restarted: { attempt: 2, reason: 'worker lost' } });
});
test('a failure ends it with its message', () => {
  expect(after({ event: 'failed', data: { code: 'x', message: 'no worker' } }).end).toEqual({ status: 'failed', message: 'no worker' });
});
