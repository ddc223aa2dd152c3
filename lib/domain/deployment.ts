import { z } from 'zod';
import { deploymentStatuses } from './words.ts';

export const deploymentKindSchema = z.enum(['release', 'rollback', 'config', 'flag', 'scale', 'restart']);
export type DeploymentKind = z.infer<typeof deploymentKindSchema>;

export const deploymentStatusSchema = z.enum(deploymentStatuses);
export type DeploymentStatus = z.infer<typeof deploymentStatusSchema>;

/** Where within `progressing` an attempt stands; shown as the stepper. */
export const deploymentStageSchema = z.enum(['queued', 'starting', 'probing', 'watching', 'ended']);
export type DeploymentStage = z.infer<typeof deploymentStageSchema>;

export const commitSchema = z.object({
  sha: z.string().min(1).max(64),
  message: z.string().max(5000),
  author: z.string().max(200).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
