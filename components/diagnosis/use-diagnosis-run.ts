'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { DiagnosisState } from '#/components/data/diagnosis-state.ts';
import { urls } from '#/components/data/urls.ts';
import { useDiagnosis } from '#/components/data/use-diagnosis.ts';
import { useDiagnosisEvents } from '#/components/data/use-diagnosis-events.ts';

export type DiagnosisRun = {
  query: ReturnType<typeof useDiagnosis>;
  diagnosis: Diagnosis | undefined;
  run: DiagnosisState;
  /** Still at work, as far as the answer or the stream knows. */
  working: boolean;
};

/** One diagnosis with its live events, with `follow` also those of one that has ended; when the stream ends the stored answer is asked for again. */
export function useDiagnosisRun(id: string, follow = false): DiagnosisRun {
  const client = useQueryClient();
  const query = useDiagnosis(id);
  const stored = query.data;
  const open = stored === undefined ? false : stored.status === 'queued' || stored.status === 'running';
  const run = useDiagnosisEvents(id, open || follow);
  const ended = run.status === 'completed' || run.status === 'cancelled' || run.status === 'failed';
  useEffect(() => {
    if (open && ended) void client.invalidateQueries({ queryKey: [urls.diagnosis(id)] });
  }, [client, id, open, ended]);
  const diagnosis = stored && open && run.report ? { ...stored, report: run.report, timings: run.timings ?? stored.timings } : stored;
  return { query, diagnosis, run, working: open && !ended };
}
