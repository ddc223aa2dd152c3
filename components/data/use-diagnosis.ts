'use client';
import { z } from 'zod';
import { diagnosisSchema } from '#/lib/contract/diagnoses.ts';
import { urls, type Filter } from './urls.ts';
import { useAnswer } from './use-answer.ts';

export const diagnosesSchema = z.array(diagnosisSchema);

/** One diagnosis with its report, once there is one. */
export function useDiagnosis(id: string) {
  return useAnswer(diagnosisSchema, urls.diagnosis(id));
}

/** The newest diagnoses. */
export function useDiagnoses(filter: Filter = {}) {
  return useAnswer(diagnosesSchema, urls.diagnoses(filter));
}
