import { z } from 'zod';
import { eventTypeSchema, fieldChangeSchema } from '#/lib/domain/change.ts';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { givenInstant } from './instant.ts';

/** One record of `GET /api/v1/audit-logs`. */
export const auditRecordSchema = z.object({
  id: z.string(),
  /** When it happened. */
  timestamp: instantSchema,
  /** When it was written here. */
  recorded_at: instantSchema,
  event_type: eventTypeSchema,
  service: z.string().nullable(),
  namespace: z.string(),
  cluster: z.string(),
  author: z.string(),
  /** Where it came from: `control-plane`, or the name that a reporting program gave. */
  source: z.string(),
  summary: z.string(),
  changes: z.array(fieldChangeSchema),
  deployment_id: z.string().nullable(),
  commit_sha: z.string().nullable(),
  url: z.string().nullable(),
  external_id: z.string().nullable(),
  /** SHA-256 in hex over this record and `previous_hash`, chained within its namespace. */
  hash: z.string(),
  previous_hash: z.string(),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** One record of `POST /api/v1/audit-logs`, as CI, GitOps or a flag service reports it. */
export const auditRecordCreateSchema = z.strictObject({
  timestamp: givenInstant().optional(),
  event_type: eventTypeSchema,
  service: nameSchema.nullable().optional(),
  service_name: nameSchema.optional(),
  namespace: nameSchema.optional(),
  cluster: nameSchema.optional(),
  author: z.string().min(1).max(200).optional(),
  source: z.string().min(1).max(100).optional(),
  summary: z.string().min(1).max(2000),
  changes: z.array(fieldChangeSchema).max(500).optional(),
  deployment_id: z.string().max(100).nullable().optional(),
  commit_sha: z.string().max(64).nullable().optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .optional(),
  external_id: z.string().min(1).max(200).optional(),
});
export const auditRecordsCreateSchema = z.union([auditRecordCreateSchema, z.array(auditRecordCreateSchema).min(1).max(500)]);
export const auditRecordsCreatedSchema = z.array(z.object({ id: z.string(), external_id: z.string().nullable(), created: z.boolean() }));

/** Where the chain of one namespace ends: how many entries it has, the last one's hash and time. */
export type AuditHead = { cluster: string; namespace: string; entries: number; hash: string; newest_at: string | null };
