import { z } from 'zod';
import { deploymentKindSchema, deploymentStageSchema, deploymentStatusSchema } from '#/lib/domain/deployment.ts';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { flagValueSchema, healthSchema, nameSchema, platformKindSchema } from '#/lib/domain/service.ts';
import { instanceSchema } from '#/lib/domain/workload.ts';
import { CONFIG_KEY, MAX_REPLICAS } from '#/lib/domain/words.ts';

/** Environment-variable names; values are bounded so that a whole configuration stays below 256 KiB. */
export const configKeySchema = z.string().regex(CONFIG_KEY, 'use letters, digits and underscores, at most 128, not beginning with a digit');
export const configValueSchema = z.string().max(8192, 'a value may have at most 8,192 characters');
export const flagKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'use letters, digits, dots, hyphens and underscores, at most 128');
export const MAX_CONFIG_KEYS = 200;

/** `/services/{namespace}/{name}` and, where it is not the default one, `?cluster=`. */
export const servicePathSchema = z.object({ namespace: nameSchema, name: nameSchema });
export const clusterQuerySchema = z.object({ cluster: nameSchema.optional() });
/** Query of changes that may end the service's running deployment as `superseded` instead of being refused with 409. */
export const supersedeQuerySchema = clusterQuerySchema.extend({ supersede: z.stringbool().optional() });

export const linkSchema = z.object({ title: z.string().min(1).max(100), url: z.url({ protocol: /^https?$/ }).max(2000) });

/** Body of `PUT /api/v1/services/{namespace}/{name}`. */
export const servicePutSchema = z.strictObject({
  cluster: nameSchema.optional(),
  team: z.string().min(1).max(100).optional(),
  owner: z.string().max(200).nullable().optional(),
  description: z.string().max(2000).optional(),
  platform: platformKindSchema.optional(),
  /** How the platform names it, e.g. `{kind: "Deployment", name: "payment-api"}`; free for each platform. */
  workload: z.record(z.string(), z.json()).optional(),
  /** Services it calls, as `name` or `namespace/name`. */
  dependencies: z.array(z.string().min(1).max(127)).max(200).optional(),
  metric_selectors: z.record(z.string(), z.string().max(2000)).optional(),
  log_selector: z.string().max(2000).nullable().optional(),
  links: z.array(linkSchema).max(20).optional(),
});
export type ServicePut = z.infer<typeof servicePutSchema>;

/** A service as `GET /api/v1/services` answers it. Secret config values are shown as `REDACTED`. */
export const serviceSchema = z.object({
  id: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  team: z.string(),
  owner: z.string().nullable(),
  description: z.string(),
  platform: platformKindSchema,
  workload: z.record(z.string(), z.json()),
  dependencies: z.array(z.string()),
  metric_selectors: z.record(z.string(), z.string()),
  log_selector: z.string().nullable(),
  links: z.array(linkSchema),
  health: healthSchema,
  health_since: instantSchema.nullable(),
  /** Why it is not healthy, in the reader's language; null when it is. */
  health_reason: z.string().nullable(),
  /** The version that serves now; null before the first healthy deployment. */
  version: z.string().nullable(),
  version_since: instantSchema.nullable(),
  /** Versions the platform can run, newest last; null when it does not say. */
  available_versions: z.array(z.string()).nullable(),
  replicas: z.object({ desired: z.number().int(), ready: z.number().int().nullable() }),
  stopped: z.boolean(),
  config: z.record(z.string(), z.string()),
  secret_keys: z.array(z.string()),
  flags: z.record(z.string(), flagValueSchema),
  /** The open deployment, if there is one. */
  deploying: z
    .object({
      id: z.string(),
      kind: deploymentKindSchema,
      version: z.string(),
      status: deploymentStatusSchema,
      stage: deploymentStageSchema,
      /** When the probes had passed and the watch began, and until when it lasts. */
      watching_since: instantSchema.nullable(),
      watch_until: instantSchema.nullable(),
    })
    .nullable(),
  created_at: instantSchema,
  updated_at: instantSchema,
});
export type Service = z.infer<typeof serviceSchema>;

export const configPatchSchema = z.strictObject({
  set: z.record(configKeySchema, configValueSchema).optional(),
  unset: z.array(configKeySchema).max(MAX_CONFIG_KEYS).optional(),
  /** Keys among `set` (or set before) whose values are never shown again. */
  secret_keys: z.array(configKeySchema).max(MAX_CONFIG_KEYS).optional(),
});
export type ConfigPatch = z.infer<typeof configPatchSchema>;

export const flagPatchSchema = z
  .record(flagKeySchema, flagValueSchema)
  .refine((flags) => Object.keys(flags).length > 0, 'name at least one flag');
export const scaleSchema = z.strictObject({ replicas: z.number().int().min(0).max(MAX_REPLICAS) });

/** `GET /api/v1/services/{namespace}/{name}/instances`: what runs now. */
export const instancesSchema = z.array(instanceSchema);
