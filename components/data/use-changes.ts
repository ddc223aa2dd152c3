'use client';
import { z } from 'zod';
import { auditRecordSchema } from '#/lib/contract/audit-logs.ts';
import { urls, type Filter } from './urls.ts';
import { useAnswer } from './use-answer.ts';

export const changesSchema = z.array(auditRecordSchema);

/** Records of the audit log, newest first; the filter holds `start_time` and `end_time`. */
export function useChanges(filter: Filter) {
  return useAnswer(changesSchema, urls.changes(filter));
}
