import type { Database } from '#/lib/db/client.ts';
import { findToken, touchToken } from '#/lib/db/credentials.ts';
import { EVERYONE, roles, type Actor, type Role, type Scope } from '#/lib/domain/actor.ts';
import { roleScopes } from './policy.ts';
import { hashToken, sameDigest, tokenPrefix } from './secrets.ts';

/**
 * The role that a token amounts to: the highest whose every scope it has. A token that is bound to
 * teams is never an admin, because admins see all teams.
 */
export function roleOfToken(scopes: readonly Scope[], teams: readonly string[] | '*'): Role {
  const held = roles.filter((role) => (role !== 'admin' || teams === '*') && roleScopes[role].every((scope) => scopes.includes(scope)));
  return held.at(-1) ?? 'viewer';
}

/** The actor behind an API token, looked up on every call so that revoking works at once; null when it is not valid. */
export async function actorOfToken(db: Database, token: string): Promise<Actor | null> {
  const prefix = tokenPrefix(token);
  if (!prefix) return null;
  const row = await findToken(db, prefix);
  if (!row || !sameDigest(row.hash, hashToken(token))) return null;
  if (row.stale) await touchToken(db, row.id);
  const teams = row.teams.includes('*') ? '*' : [EVERYONE, ...row.teams];
  return {
    kind: 'token',
    id: row.id,
    name: row.name,
    role: roleOfToken(row.scopes, teams),
    scopes: row.scopes,
    teams,
    speaksForOthers: row.speaksForOthers,
  };
}
