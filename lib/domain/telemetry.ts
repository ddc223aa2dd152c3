import { z } from 'zod';
import { signalUnits } from './words.ts';

export type Signal = keyof typeof signalUnits;
export const signals = Object.keys(signalUnits) as [Signal, ...Signal[]];
export const signalSchema = z.enum(signals);

/** [unix milliseconds, value]; null is "no data", never zero. */
export type Point = [number, number | null];
export type Series = { labels: Record<string, string>; points: Point[] };

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export const logLevelSchema = z.enum(logLevels);

export const logLineSchema = z.object({
  /** RFC 3339, when the line was written. */
  at: z.string(),
  instance: z.string(),
  version: z.string(),
  stream: z.enum(['stdout', 'stderr']),
  level: logLevelSchema.nullable(),
  /** As printed, without its line end; redacted before it leaves the process. */
  line: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

export const spanSchema = z.object({
  trace_id: z.string(),
  span_id: z.string(),
  parent_id: z.string().nullable(),
  service: z.string(),
  name: z.string(),
  kind: z.enum(['server', 'client', 'internal', 'producer', 'consumer']),
  start: z.string(),
  duration_ms: z.number(),
  status: z.enum(['OK', 'ERROR', 'UNSET']),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Span = z.infer<typeof spanSchema>;
