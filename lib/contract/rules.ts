import { z } from 'zod';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { signalSchema } from '#/lib/domain/telemetry.ts';
import { ruleComparisons } from '#/lib/domain/words.ts';
import { severitySchema } from './incidents.ts';

const condition = {
  signal: signalSchema,
  comparison: z.enum(ruleComparisons),
  /** In the signal's unit, or how many times the baseline. */
  threshold: z.number().min(0).max(1e15),
  for_seconds: z.number().int().min(0).max(86_400),
};

/** Body of `POST …/rules/preview`. */
export const rulePreviewSchema = z.strictObject(condition);

/** Body of `POST …/rules`. */
export const ruleCreateSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[A-Za-z][A-Za-z0-9 _.-]*$/, 'begin with a letter; use letters, digits, spaces, dots, hyphens and underscores'),
  ...condition,
  severity: severitySchema,
  enabled: z.boolean().default(true),
  /** Addresses that take `{user_query, context:{alert_name, service, summary, source}}` when it fires. */
  receivers: z.array(z.url().max(2000)).max(10).default([]),
});

/** Body of `PATCH …/rules/{id}`: what is left out stays. */
export const rulePatchSchema = z.strictObject({
  name: ruleCreateSchema.shape.name.optional(),
  signal: signalSchema.optional(),
  comparison: condition.comparison.optional(),
  threshold: condition.threshold.optional(),
  for_seconds: condition.for_seconds.optional(),
  severity: severitySchema.optional(),
  enabled: z.boolean().optional(),
  receivers: z.array(z.url().max(2000)).max(10).optional(),
});

export const ruleSchema = z.object({
  id: z.string(),
  name: z.string(),
  signal: signalSchema,
  unit: z.string(),
  comparison: condition.comparison,
  threshold: z.number(),
  for_seconds: z.number().int(),
  severity: severitySchema,
  enabled: z.boolean(),
  receivers: z.array(z.string()),
  /** `no_data`: nothing could be measured, which is neither good nor bad. */
  state: z.enum(['ok', 'pending', 'firing', 'no_data']),
  state_since: instantSchema.nullable(),
  value: z.number().nullable(),
  evaluated_at: instantSchema.nullable(),
});
export type AlertRule = z.infer<typeof ruleSchema>;

/** When a rule would have fired over the past day; an end of null is still going on. */
export const rulePreviewedSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  fired: z.array(z.object({ start: instantSchema, end: instantSchema.nullable() })),
  points: z.array(z.tuple([z.number(), z.number().nullable()])),
  unit: z.string(),
  source: z.string(),
});
export type RulePreview = z.infer<typeof rulePreviewedSchema>;
