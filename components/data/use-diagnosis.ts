'use client';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

/** One diagnosis with its report, once there is one. */
export function useDiagnosis(id: string) {
  return useAnswer<Diagnosis>(urls.diagnosis(id));
}
