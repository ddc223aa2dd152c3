import { z } from 'zod';
import { eventTypeSchema } from '#/lib/domain/change.ts';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { logLineSchema, signalSchema, spanSchema } from '#/lib/domain/telemetry.ts';

export const pointSchema = z.tuple([z.number(), z.number().nullable()]);
export const seriesSchema = z.object({ labels: z.record(z.string(), z.string()), points: z.array(pointSchema) });

/** `GET …/metrics`: one signal, at most 1,000 points a series. */
export const metricsAnswerSchema = z.object({
  signal: signalSchema,
  unit: z.string(),
  /** Seconds between two points, after it was raised to fit. */
  step: z.number(),
  series: z.array(seriesSchema),
  markers: z.array(z.object({ change_id: z.string(), at: instantSchema, event_type: eventTypeSchema, summary: z.string() })),
  source: z.string(),
});
export type MetricsAnswer = z.infer<typeof metricsAnswerSchema>;

/** `GET …/logs`, newest first. */
export const logsAnswerSchema = z.object({ lines: z.array(logLineSchema), truncated: z.boolean(), source: z.string() });
export type LogsAnswer = z.infer<typeof logsAnswerSchema>;

/** `GET …/traces`: one row a trace that touches the service, newest first. */
export const traceSummarySchema = z.object({
  trace_id: z.string(),
  root: z.string(),
  service: z.string(),
  start: instantSchema,
  duration_ms: z.number(),
  spans: z.number().int(),
  errors: z.number().int(),
});
export const tracesAnswerSchema = z.object({ traces: z.array(traceSummarySchema), source: z.string() });
export const traceAnswerSchema = z.object({ trace_id: z.string(), spans: z.array(spanSchema), source: z.string() });
