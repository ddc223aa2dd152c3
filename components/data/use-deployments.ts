'use client';
import { z } from 'zod';
import { deploymentSchema } from '#/lib/contract/deployments.ts';
import { urls } from './urls.ts';
import { useAnswer } from './use-answer.ts';

export const deploymentsSchema = z.array(deploymentSchema);

/** The newest deployments, of one service or of all; pass the same filter as the page's server side. */
export function useDeployments(filter: { service?: string; namespace?: string; limit?: number } = {}) {
  return useAnswer(deploymentsSchema, urls.deployments(filter));
}
