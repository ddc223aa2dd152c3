import { z } from 'zod';
import { fieldChangeSchema } from '#/lib/domain/change.ts';
import { commitSchema, deploymentKindSchema, deploymentStageSchema, deploymentStatusSchema } from '#/lib/domain/deployment.ts';
import { diagnosisStatusSchema, instantSchema, verdictSchema } from '#/lib/domain/diagnosis.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { instanceSchema } from '#/lib/domain/workload.ts';
import { configPatchSchema } from './services.ts';

export const versionSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/, 'use letters, digits, dots, plus, hyphens and underscores');

/** Body of `POST /api/v1/deployments`. */
export const deploymentCreateSchema = z.strictObject({
  service: nameSchema,
  namespace: nameSchema.optional(),
  cluster: nameSchema.optional(),
  version: versionSchema,
  image: z.string().max(500).optional(),
  commit_sha: z.string().max(64).optional(),
  commits: z.array(commitSchema).max(100).optional(),
  description: z.string().max(2000).optional(),
  config: configPatchSchema.optional(),
  /** End a running deployment of the service as `superseded` instead of being refused. */
  supersede: z.boolean().optional(),
});
export type DeploymentCreate = z.infer<typeof deploymentCreateSchema>;

/** Body of `PATCH /api/v1/deployments/{id}`, for services on platform `external`. */
export const deploymentPatchSchema = z.strictObject({
  status: z.enum(['progressing', 'healthy', 'failed']),
  reason: z.string().max(2000).optional(),
});
export const deploymentPathSchema = z.object({ id: z.string().min(1).max(100) });
export const rollbackSchema = z.strictObject({
  reason: z.string().max(2000).optional(),
  /** End another deployment of the service that is open as `superseded` instead of being refused. */
  supersede: z.boolean().optional(),
});

export const deploymentSchema = z.object({
  id: z.string(),
  kind: deploymentKindSchema,
  service: z.string(),
  namespace: z.string(),
  cluster: z.string(),
  version: z.string(),
  previous_version: z.string().nullable(),
  image: z.string().nullable(),
  commit_sha: z.string().nullable(),
  commits: z.array(commitSchema),
  description: z.string().nullable(),
  /** Configuration and flags that it altered, secrets redacted. */
  config_changes: z.array(fieldChangeSchema),
  status: deploymentStatusSchema,
  stage: deploymentStageSchema,
  /** Why it is in its status, in the reader's language. */
  reason: z.string().nullable(),
  author: z.string(),
  created_at: instantSchema,
  started_at: instantSchema.nullable(),
  /** When the probes had passed and the watch began. */
  watching_since: instantSchema.nullable(),
  watch_until: instantSchema.nullable(),
  finished_at: instantSchema.nullable(),
  replicas: z.number().int(),
  instances: z.array(instanceSchema),
  /** The deployment whose version and configuration a rollback restores. */
  restores: z.string().nullable(),
  /** The audit record of this deployment. */
  change_id: z.string().nullable(),
  diagnosis: z
    .object({
      id: z.string(),
      status: diagnosisStatusSchema,
      summary: z.string().nullable(),
      verdict: verdictSchema.nullable(),
      mode: z.string().nullable(),
    })
    .nullable(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** What a rollback of this deployment would run: shown before it is confirmed. */
export const rollbackPlanSchema = z.object({
  possible: z.boolean(),
  /** Why not, in the reader's language. */
  reason: z.string().nullable(),
  restores: z.string().nullable(),
  version: z.string().nullable(),
  changes: z.array(fieldChangeSchema),
  would_help: z.boolean().nullable(),
  /** Another deployment that is open and must be superseded for it; null when none is. */
  supersedes: z.string().nullable(),
});
export type RollbackPlan = z.infer<typeof rollbackPlanSchema>;

/** 202 of every call that starts a deployment. */
export const acceptedDeploymentSchema = z.object({
  id: z.string(),
  status: deploymentStatusSchema,
  links: z.object({ self: z.string(), html: z.string() }),
});
export type AcceptedDeployment = z.infer<typeof acceptedDeploymentSchema>;
