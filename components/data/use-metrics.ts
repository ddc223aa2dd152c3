'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { ranges, type Range } from './time-range.ts';
import { search, urls } from './urls.ts';
import { useSteady } from './use-steady.ts';

/** One signal of a service over a range that ends now and moves on with time. */
export function useMetrics(namespace: string, name: string, signal: Signal, range: Range) {
  const { ms, step, every } = ranges[range];
  const base = `${urls.service(namespace, name)}/metrics`;
  return useSteady(
    useQuery<MetricsAnswer, ProblemError>({
      queryKey: [base, signal, range],
      queryFn: (query) => {
        const end = Math.ceil(Date.now() / 1000) * 1000;
        const window = { signal, start: new Date(end - ms).toISOString(), end: new Date(end).toISOString(), step };
        return get<MetricsAnswer>(`${base}${search(window)}`, query.signal);
      },
      placeholderData: keepPreviousData,
      staleTime: every,
      refetchInterval: every,
    }),
  );
}
