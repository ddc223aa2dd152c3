import { z } from 'zod';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { auditRecordSchema } from './audit-logs.ts';
import { deploymentSchema } from './deployments.ts';
import { incidentSchema, severitySchema } from './incidents.ts';
import { serviceSchema } from './services.ts';
import { pointSchema } from './telemetry.ts';

/** One golden signal of one service: the last 30 minutes, the figure now, and the same time a day before. */
export const sparklineSchema = z.object({
  unit: z.string(),
  points: z.array(pointSchema),
  current: z.number().nullable(),
  before: z.number().nullable(),
});

/** `GET /api/v1/overview`: all that the first page shows, in one answer. */
export const overviewSchema = z.object({
  attention: z.array(
    z.object({
      kind: z.enum(['service', 'deployment']),
      service: serviceSchema,
      deployment: deploymentSchema.nullable(),
      /** The newest verdict on it since it is as it is. */
      diagnosis: deploymentSchema.shape.diagnosis,
      /** Of a stopped service: who calls it and runs. */
      callers: z.array(z.object({ namespace: z.string(), name: z.string() })),
    }),
  ),
  /** Open incidents, the worst first, each with its newest verdict; at most 20. */
  incidents: z.array(incidentSchema),
  /** How many are open in all. */
  open_incidents: z.number().int(),
  /** Since when nothing has needed a person; null when something does. */
  calm_since: instantSchema.nullable(),
  services: z.array(
    z.object({
      service: serviceSchema,
      traffic: sparklineSchema,
      error_rate: sparklineSchema,
      latency_p95: sparklineSchema,
      last_change: auditRecordSchema.nullable(),
    }),
  ),
  changes: z.array(auditRecordSchema),
  /** Alert → verdict over 7 days, in seconds; null without data. */
  verdict_seconds: z.object({
    p50: z.number().nullable(),
    p95: z.number().nullable(),
    count: z.number().int(),
    /** Of alerts alone, the worst severity first; those that none was diagnosed of are left out. */
    by_severity: z.array(z.object({ severity: severitySchema, p50: z.number(), p95: z.number(), count: z.number().int() })),
  }),
});
export type Overview = z.infer<typeof overviewSchema>;
