import { z } from 'zod';
import { fieldChangeSchema } from '#/lib/domain/change.ts';
import { flagValueSchema, nameSchema } from '#/lib/domain/service.ts';
import { MAX_REPLICAS } from '#/lib/domain/words.ts';
import { versionSchema } from './deployments.ts';
import { configKeySchema, configValueSchema, flagKeySchema, MAX_CONFIG_KEYS, servicePutSchema } from './services.ts';

/** What a service begins with; read only when it is registered by this very catalogue, and deployed from then on by deployments. */
const firstDeploymentSchema = z.strictObject({
  version: versionSchema,
  replicas: z.number().int().min(1).max(MAX_REPLICAS).default(1),
  config: z.record(configKeySchema, configValueSchema).default({}),
  secret_keys: z.array(configKeySchema).max(MAX_CONFIG_KEYS).optional(),
  flags: z.record(flagKeySchema, flagValueSchema).default({}),
});

/** One service: where it is, and the fields of `PUT /api/v1/services/{namespace}/{name}`. */
export const catalogueEntrySchema = servicePutSchema
  .extend({ namespace: nameSchema, name: nameSchema, first_deployment: firstDeploymentSchema.optional() })
  .refine((entry) => !entry.first_deployment || (entry.platform ?? 'external') !== 'external', {
    path: ['first_deployment'],
    message: 'is for services that run on a platform of ours; leave it out, or name the platform',
  });
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;

/** Body of `PUT /api/v1/catalogue`. */
export const catalogueSchema = z.strictObject({ services: z.array(catalogueEntrySchema).min(1, 'name at least one service').max(1000) });
const flagSchema = z.enum(['true', 'false']).optional();
export const catalogueQuerySchema = z.object({ dry_run: flagSchema, prune: flagSchema });

/** What was done, or would be, with each service; `changes` as in the audit log. */
export const catalogueResultSchema = z.object({
  dry_run: z.boolean(),
  services: z.array(
    z.object({ service: z.string(), action: z.enum(['created', 'changed', 'unchanged', 'removed']), changes: z.array(fieldChangeSchema) }),
  ),
});
export type CatalogueResult = z.infer<typeof catalogueResultSchema>;
