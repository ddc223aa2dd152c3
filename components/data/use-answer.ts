'use client';
import { useQuery } from '@tanstack/react-query';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { useSteady } from './use-steady.ts';

type Options = {
  enabled?: boolean;
  refetchInterval?: number | false;
  /** Also while the page is hidden. */ refetchIntervalInBackground?: boolean;
};

/** The answer of one address, a T; kept up to date by notices, or every `refetchInterval` ms. */
export function useAnswer<T>(url: string, options: Options = {}) {
  return useSteady(useQuery<T, ProblemError>({ queryKey: [url], queryFn: ({ signal }) => get<T>(url, signal), ...options }));
}
