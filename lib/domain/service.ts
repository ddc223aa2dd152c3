import { z } from 'zod';

/** Kubernetes' own rule for names (RFC 1123 label), which every platform here can keep. */
export const nameSchema = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'use lower-case letters, digits and hyphens, at most 63 characters');

export const DEFAULT_CLUSTER = 'default';

export const serviceRefSchema = z.object({
  cluster: nameSchema.default(DEFAULT_CLUSTER),
  namespace: nameSchema,
  name: nameSchema,
});
/** Which service: its cluster, namespace and name together are unique. */
export type ServiceRef = z.infer<typeof serviceRefSchema>;

export const platformKindSchema = z.enum(['local', 'kubernetes', 'external']);
export type PlatformKind = z.infer<typeof platformKindSchema>;

/** The four meanings that a page may colour. `unknown` is "no data", never zero. */
export const healthSchema = z.enum(['healthy', 'degraded', 'failing', 'unknown']);
export type Health = z.infer<typeof healthSchema>;

/** Feature-flag values that a service may be handed while it runs. */
export const flagValueSchema = z.union([z.boolean(), z.number(), z.string().max(1000)]);
export type FlagValue = z.infer<typeof flagValueSchema>;

/** `namespace/name`, with the cluster in front when it is not the default one. */
export function serviceKey(ref: ServiceRef): string {
  const path = `${ref.namespace}/${ref.name}`;
  return ref.cluster === DEFAULT_CLUSTER ? path : `${ref.cluster}/${path}`;
}
