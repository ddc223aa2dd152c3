import type { Token } from '#/lib/contract/tokens.ts';
import type { apiTokens } from '#/lib/db/schema.ts';

/** A token as it is listed: never its hash. */
export function presentToken(row: typeof apiTokens.$inferSelect): Token {
  return {
    id: row.id,
    name: row.name,
    prefix: `cp_${row.prefix}`,
    scopes: row.scopes,
    teams: row.teams,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
