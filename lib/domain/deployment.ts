import { z } from 'zod';

export const deploymentKindSchema = z.enum(['release', 'rollback', 'config', 'flag', 'scale', 'restart']);
export type DeploymentKind = z.infer<typeof deploymentKindSchema>;

export const deploymentStatusSchema = z.enum(['pending', 'progressing', 'healthy', 'failed', 'rolled_back', 'superseded']);
export type DeploymentStatus = z.infer<typeof deploymentStatusSchema>;

/** Where within `progressing` an attempt stands; shown as the stepper. */
export const deploymentStageSchema = z.enum(['queued', 'starting', 'probing', 'watching', 'ended']);
export type DeploymentStage = z.infer<typeof deploymentStageSchema>;

export const OPEN_STATUSES = ['pending', 'progressing'] as const satisfies readonly DeploymentStatus[];

export function isOpen(status: DeploymentStatus): boolean {
  return status === 'pending' || status === 'progressing';
}

export const commitSchema = z.object({
  sha: z.string().min(1).max(64),
  message: z.string().max(5000),
  author: z.string().max(200).optional(),
  url: z.url().max(2000).optional(),
});
