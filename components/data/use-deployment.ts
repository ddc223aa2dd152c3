'use client';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

/** One deployment. */
export function useDeployment(id: string) {
  return useAnswer<Deployment>(urls.deployment(id));
}
