'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LogsAnswer } from '#/lib/contract/telemetry.ts';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { ranges, type Range } from './time-range.ts';
import { search, urls } from './urls.ts';
import { useSteady } from './use-steady.ts';

/** `around` (unix ms) asks for the minutes about a moment of the past instead of the range that ends now. */
export type LogFilter = { query: string; level: string; range: Range; around: number | null; limit: number };

const AROUND_MS = 2 * 60_000;

/** The newest lines of a service's log, asked again every 3 s unless `live` is off. */
export function useLogs(namespace: string, name: string, filter: LogFilter, live: boolean) {
  const base = `${urls.service(namespace, name)}/logs`;
  return useSteady(
    useQuery<LogsAnswer, ProblemError>({
      queryKey: [base, filter],
      queryFn: (query) => {
        const end = filter.around === null ? Date.now() + 1000 : filter.around + AROUND_MS;
        const length = filter.around === null ? ranges[filter.range].ms : 2 * AROUND_MS;
        const window = {
          query: filter.query,
          level: filter.level,
          start: new Date(end - length).toISOString(),
          end: new Date(end).toISOString(),
          limit: filter.limit,
        };
        return get<LogsAnswer>(`${base}${search(window)}`, query.signal);
      },
      placeholderData: keepPreviousData,
      refetchInterval: live && filter.around === null ? 3_000 : false,
    }),
  );
}
