'use client';
import { deploymentSchema } from '#/lib/contract/deployments.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

/** One deployment. */
export function useDeployment(id: string) {
  return useAnswer(deploymentSchema, urls.deployment(id));
}
