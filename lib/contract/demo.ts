import { z } from 'zod';
import { instantSchema } from '#/lib/domain/diagnosis.ts';

export const MAX_TRAFFIC_MULTIPLIER = 100;
export const MAX_TRAFFIC_SECONDS = 900;
const DEFAULT_TRAFFIC_SECONDS = 300;

/** Body of `POST /api/v1/demo/traffic`: how many times the usual traffic, and for how long. */
export const demoTrafficSetSchema = z.strictObject({
  multiplier: z.number().min(0).max(MAX_TRAFFIC_MULTIPLIER),
  seconds: z.number().int().min(1).max(MAX_TRAFFIC_SECONDS).default(DEFAULT_TRAFFIC_SECONDS),
});

/** The demo's traffic: 1 is the usual; `until` is when it is the usual again, null when it is. */
export const demoTrafficSchema = z.object({ multiplier: z.number(), until: instantSchema.nullable() });
export type DemoTrafficState = z.infer<typeof demoTrafficSchema>;
