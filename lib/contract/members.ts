import { z } from 'zod';
import { roleSchema } from '#/lib/domain/actor.ts';
import { instantSchema } from '#/lib/domain/diagnosis.ts';

/** A person who may sign in, as `GET /api/v1/members` answers them. */
export const memberSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Team names; `*` stands for all. Administrators see every team whatever stands here. */
  teams: z.array(z.string()),
  /** Role and teams are the claims of the OIDC issuer, which are read again at the next sign-in. */
  rights_from_issuer: z.boolean(),
  /** The issuer that they sign in through; null for a password. */
  issuer: z.string().nullable(),
  created_at: instantSchema,
  /** To the minute. */
  last_seen_at: instantSchema.nullable(),
  disabled_at: instantSchema.nullable(),
});
export type Member = z.infer<typeof memberSchema>;

/** Body of `PATCH /api/v1/members/{id}`: what is left out stays. */
export const memberPatchSchema = z.strictObject({
  role: roleSchema.optional(),
  teams: z.array(z.string().trim().min(1).max(100)).max(100).optional(),
  disabled: z.boolean().optional(),
});
export type MemberPatch = z.input<typeof memberPatchSchema>;

/** Answer of `POST /api/v1/members/{id}/revoke-sessions`. */
export const sessionsRevokedSchema = z.object({ revoked: z.number().int() });
export type SessionsRevoked = z.infer<typeof sessionsRevokedSchema>;
