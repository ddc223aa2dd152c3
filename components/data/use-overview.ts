'use client';
import type { Overview } from '#/lib/contract/overview.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

/** All that the first page shows; sparklines move on by themselves every 15 s. */
export function useOverview() {
  return useAnswer<Overview>(urls.overview, { refetchInterval: 15_000 });
}
