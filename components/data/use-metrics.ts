'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { ranges, type Range } from './time-range.ts';
import { search, urls } from './urls.ts';
import { useSteady } from './use-steady.ts';
import type { TimeWindow } from './use-window.ts';

/** One signal of a service over a range that ends now and moves on with time, or over a fixed piece that was zoomed into. */
export function useMetrics(namespace: string, name: string, signal: Signal, range: Range, window: TimeWindow) {
  const { ms, every } = ranges[range];
  const base = `${urls.service(namespace, name)}/metrics`;
  return useSteady(
    useQuery<MetricsAnswer, ProblemError>({
      queryKey: window.zoomed ? [base, signal, window.start, window.end] : [base, signal, range],
      queryFn: (query) => {
        // The end lies on the grid, so that the points of all charts fall on the same moments.
        const end = window.zoomed ? window.end : Math.ceil(Date.now() / window.step) * window.step;
        const start = window.zoomed ? window.start : end - ms;
        const asked = { signal, start: new Date(start).toISOString(), end: new Date(end).toISOString(), step: window.step / 1000 };
        return get<MetricsAnswer>(`${base}${search(asked)}`, query.signal);
      },
      placeholderData: keepPreviousData,
      staleTime: window.zoomed ? Infinity : every,
      refetchInterval: window.zoomed ? false : every,
    }),
  );
}
