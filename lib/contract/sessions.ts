import { z } from 'zod';
import { roleSchema, scopeSchema } from '#/lib/domain/actor.ts';
import { instantSchema } from '#/lib/domain/diagnosis.ts';

/** One sign-in of the caller, as `GET /api/v1/sessions` answers it. */
export const sessionSchema = z.object({
  id: z.string(),
  created_at: instantSchema,
  /** To the minute. */
  last_seen_at: instantSchema,
  expires_at: instantSchema,
  user_agent: z.string().nullable(),
  /** The session that this very call was made with. */
  current: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** `GET /api/v1/me`: who the caller is and what it may do. */
export const meSchema = z.object({
  kind: z.enum(['user', 'token', 'system']),
  name: z.string(),
  email: z.string().nullable(),
  role: roleSchema,
  scopes: z.array(scopeSchema),
  /** Team names, or `["*"]` for all. */
  teams: z.array(z.string()),
});
export type Me = z.infer<typeof meSchema>;
