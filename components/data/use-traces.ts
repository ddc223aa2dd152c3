'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { traceAnswerSchema, tracesAnswerSchema } from '#/lib/contract/telemetry.ts';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { ranges, type Range } from './time-range.ts';
import { search, urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';
import { useSteady } from './use-steady.ts';

export type TraceFilter = { errors: boolean; slowerThanMs: number; range: Range; limit: number };
export type TraceSummary = z.infer<typeof tracesAnswerSchema>['traces'][number];

/** The newest traces that touch a service, asked again every 5 s unless `live` is off. */
export function useTraces(namespace: string, name: string, filter: TraceFilter, live: boolean) {
  const base = `${urls.service(namespace, name)}/traces`;
  return useSteady(
    useQuery<z.infer<typeof tracesAnswerSchema>, ProblemError>({
      queryKey: [base, filter],
      queryFn: (query) => {
        const end = Date.now() + 1000;
        const asked = {
          errors: filter.errors ? 'true' : '',
          min_duration_ms: filter.slowerThanMs || null,
          start: new Date(end - ranges[filter.range].ms).toISOString(),
          end: new Date(end).toISOString(),
          limit: filter.limit,
        };
        return get(`${base}${search(asked)}`, query.signal);
      },
      placeholderData: keepPreviousData,
      refetchInterval: live ? 5_000 : false,
    }),
  );
}

/** The spans of one trace. */
export function useTrace(namespace: string, name: string, traceId: string) {
  return useAnswer<z.infer<typeof traceAnswerSchema>>(`${urls.service(namespace, name)}/traces/${encodeURIComponent(traceId)}`);
}
