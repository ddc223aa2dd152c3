'use client';
import { useEffect, useReducer } from 'react';
import type { DiagnosisEvent } from '#/lib/contract/events.ts';
import { isTerminal } from '#/lib/domain/words.ts';
import { emptyDiagnosis, foldEvent, type DiagnosisState } from './diagnosis-state.ts';
import { followEvents } from './follow-events.ts';
import { parseEvent } from './parse-event.ts';
import { urls } from './urls.ts';

type Action = { id: number | null; event: DiagnosisEvent } | 'reset';

function reduce(state: DiagnosisState, action: Action): DiagnosisState {
  return action === 'reset' ? emptyDiagnosis : foldEvent(state, action.id, action.event);
}

/** Follows one diagnosis from its first event to its end, over lost connections; `enabled` false asks nothing. */
export function useDiagnosisEvents(id: string, enabled = true): DiagnosisState {
  const [state, dispatch] = useReducer(reduce, emptyDiagnosis);
  useEffect(() => {
    if (!enabled) return;
    const connection = new AbortController();
    dispatch('reset');
    void followEvents(`${urls.diagnosis(id)}/events`, connection.signal, {
      onEvent: (message) => {
        const event = parseEvent(message.event, message.data);
        if (!event) return;
        dispatch({ id: message.id === undefined ? null : Number(message.id), event });
        return isTerminal(event);
      },
    });
    return () => connection.abort();
  }, [id, enabled]);
  return state;
}
