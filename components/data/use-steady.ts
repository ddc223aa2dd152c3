'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProblemError } from './problem-error.ts';

type Steady<T> = { data: T | undefined; error: ProblemError | null; refetch: () => Promise<unknown> };

/**
 * An answer whose error stays until there is data: while nothing has come yet, a query that asks
 * again by itself forgets its error at each attempt, and the page would flicker.
 */
export function useSteady<T>({ data, error, refetch }: UseQueryResult<T, ProblemError>): Steady<T> {
  const [kept, setKept] = useState<ProblemError | null>(null);
  const last = data === undefined ? (error ?? kept) : null;
  if (last !== kept) setKept(last);
  return { data, error: error ?? last, refetch };
}
