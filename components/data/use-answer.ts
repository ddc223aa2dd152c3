'use client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { get } from './api.ts';
import type { ProblemError } from './problem-error.ts';

/** The answer of one address, parsed; kept up to date by notices, or every `refetchInterval` ms. */
export function useAnswer<T extends z.ZodType>(
  schema: T,
  url: string,
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
): UseQueryResult<z.infer<T>, ProblemError> {
  return useQuery<z.infer<T>, ProblemError>({ queryKey: [url], queryFn: ({ signal }) => get(schema, url, signal), ...options });
}
