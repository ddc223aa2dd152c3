import { z } from 'zod';

/** `GET /readyz`: 200 when nothing is missing, else 503. */
export const readinessSchema = z.object({
  status: z.enum(['ready', 'unavailable']),
  missing: z.array(z.object({ part: z.enum(['process', 'database', 'migrations', 'queue']), reason: z.string() })),
});
export type Readiness = z.infer<typeof readinessSchema>;
