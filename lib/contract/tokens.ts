import { z } from 'zod';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { scopeSchema } from '#/lib/domain/actor.ts';
import { givenInstant } from './instant.ts';

/** Body of `POST /api/v1/tokens`. */
export const tokenCreateSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scopeSchema).min(1).max(20),
  /** Team names, or `["*"]` for all. */
  teams: z.array(z.string().min(1).max(100)).max(100).optional(),
  expires_at: givenInstant().nullable().optional(),
  speaks_for_others: z.boolean().optional(),
});
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** `cp_<prefix>`, enough to recognise it by. */
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  teams: z.array(z.string()),
  created_by: z.string(),
  created_at: instantSchema,
  expires_at: instantSchema.nullable(),
  last_used_at: instantSchema.nullable(),
  revoked_at: instantSchema.nullable(),
});
/** The only answer that ever holds the token itself. */
export const tokenCreatedSchema = tokenSchema.extend({ token: z.string() });
export type Token = z.infer<typeof tokenSchema>;
export type TokenCreate = z.input<typeof tokenCreateSchema>;
export type TokenCreated = z.infer<typeof tokenCreatedSchema>;
