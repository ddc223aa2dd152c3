'use client';
import { useQuery } from '@tanstack/react-query';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';
import { useSteady } from './use-steady.ts';

/** The answer of one address, a T; kept up to date by notices, or every `refetchInterval` ms. */
export function useAnswer<T>(url: string, options: { enabled?: boolean; refetchInterval?: number | false } = {}) {
  return useSteady(useQuery<T, ProblemError>({ queryKey: [url], queryFn: ({ signal }) => get<T>(url, signal), ...options }));
}
