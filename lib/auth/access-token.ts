import type { Database } from '#/lib/db/client.ts';
import { findMember } from '#/lib/db/credentials.ts';
import { EVERYONE, type Actor } from '#/lib/domain/actor.ts';
import { roleAt, teamsAt, type Claims } from './claims.ts';
import { issuerOf } from './issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { roleScopes } from './policy.ts';

/**
 * The actor behind an OIDC access token of the configured issuer; null when it is not valid for us:
 * another signer, audience or algorithm, expired, an ID token, without a role, or of a disabled member.
 */
export async function actorOfAccessToken(db: Database, token: string, settings: OidcSettings): Promise<Actor | null> {
  const issuer = issuerOf(settings);
  const audience = settings.OIDC_AUDIENCE ?? settings.OIDC_CLIENT_ID;
  if (!issuer || !audience) return null;
  const claims = await issuer.verify(token, audience);
  if (!claims || isIdToken(claims)) return null;
  const role = roleAt(claims, settings.OIDC_ROLES_CLAIM);
  if (!role || typeof claims.sub !== 'string') return null;
  const member = await findMember(db, issuer.url, claims.sub);
  if (member?.disabled) return null;
  const named = settings.OIDC_TEAMS_CLAIM ? teamsAt(claims, settings.OIDC_TEAMS_CLAIM) : [];
  return {
    kind: 'token',
    id: `oidc:${claims.sub}`,
    name: member?.email ?? nameIn(claims),
    role,
    scopes: roleScopes[role],
    teams: role === 'admin' || named.includes('*') ? '*' : [EVERYONE, ...named],
    speaksForOthers: false,
  };
}

/** An ID token says who signed in and opens nothing. It names its kind (Keycloak), or holds what only it has (OpenID Connect Core 1.0, section 2). */
function isIdToken(claims: Claims): boolean {
  if (typeof claims.typ === 'string') return claims.typ.toUpperCase() === 'ID';
  return 'nonce' in claims || 'at_hash' in claims || 'c_hash' in claims;
}

/** RFC 9068 has `client_id`, Keycloak `azp`; the prefix keeps a client's name from passing for a person's address. */
function nameIn(claims: Claims): string {
  const client = [claims.azp, claims.client_id, claims.sub].find((value) => typeof value === 'string' && value !== '');
  return `oidc:${String(client).slice(0, 200)}`;
}
