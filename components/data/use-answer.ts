'use client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';

/** The answer of one address, a T; kept up to date by notices, or every `refetchInterval` ms. */
export function useAnswer<T>(
  url: string,
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
): UseQueryResult<T, ProblemError> {
  return useQuery<T, ProblemError>({ queryKey: [url], queryFn: ({ signal }) => get<T>(url, signal), ...options });
}
