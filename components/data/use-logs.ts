'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LogsAnswer } from '#/lib/contract/telemetry.ts';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { ranges, type Range } from './time-range.ts';
import { search, urls } from './urls.ts';
import { useSteady } from './use-steady.ts';

export type LogFilter = { query: string; level: string; range: Range; limit: number };

/** The newest lines of a service's log, asked again every 3 s unless `live` is off. */
export function useLogs(namespace: string, name: string, filter: LogFilter, live: boolean) {
  const base = `${urls.service(namespace, name)}/logs`;
  return useSteady(
    useQuery<LogsAnswer, ProblemError>({
      queryKey: [base, filter],
      queryFn: (query) => {
        const end = Date.now() + 1000;
        const window = {
          query: filter.query,
          level: filter.level,
          start: new Date(end - ranges[filter.range].ms).toISOString(),
          end: new Date(end).toISOString(),
          limit: filter.limit,
        };
        return get<LogsAnswer>(`${base}${search(window)}`, query.signal);
      },
      placeholderData: keepPreviousData,
      refetchInterval: live ? 3_000 : false,
    }),
  );
}
