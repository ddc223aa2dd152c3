import { z } from 'zod';
import { boundedFetch } from './bounded-fetch.ts';
import { claimAt, roleAt, teamsAt, type Claims } from './claims.ts';
import type { Issuer } from './issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** What the claims say of whoever signs in; see `SignedIn` of `admit-member.ts`. */
export type SignInClaims = {
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  role: ReturnType<typeof roleAt>;
  teams: string[];
};

const emailSchema = z.email().max(320);

/**
 * Reads who has signed in from the verified ID token; what it lacks from the access token, where
 * Keycloak puts roles, and then from the userinfo endpoint. Each must be of the same subject.
 */
export async function signInClaims(
  given: { issuer: Issuer; settings: OidcSettings },
  idToken: Claims,
  accessToken: string | undefined,
): Promise<SignInClaims> {
  const { OIDC_ROLES_CLAIM: rolesPath, OIDC_TEAMS_CLAIM: teamsPath } = given.settings;
  const wanted = ['email', rolesPath, ...(teamsPath ? [teamsPath] : [])];
  const sources: Claims[] = [idToken];
  const lacking = () => wanted.some((path) => !sources.some((source) => claimAt(source, path) !== undefined));
  if (lacking() && accessToken) {
    const claims = await given.issuer.verify(accessToken);
    const client = claims?.azp ?? claims?.client_id;
    const mine = client === undefined || client === given.settings.OIDC_CLIENT_ID;
    if (claims && mine && claims.sub === idToken.sub) sources.push(claims);
  }
  if (lacking() && accessToken) sources.push(...(await userinfo(given.issuer, accessToken, idToken.sub)));
  const from = (path: string) => sources.find((source) => claimAt(source, path) !== undefined) ?? {};
  const text = (name: string) => {
    const value = from(name)[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null;
  };
  const address = from('email');
  const email = emailSchema.safeParse(address.email);
  return {
    email: email.success ? email.data.toLowerCase() : null,
    emailVerified: address.email_verified === true || address.email_verified === 'true',
    name: text('name') ?? text('preferred_username'),
    role: roleAt(from(rolesPath), rolesPath),
    teams: teamsPath ? teamsAt(from(teamsPath), teamsPath) : [],
  };
}

/** OpenID Connect Core 1.0, section 5.3: its answer counts only when its subject is the ID token's. Nothing where there is none. */
async function userinfo(issuer: Issuer, accessToken: string, subject: unknown): Promise<Claims[]> {
  const { userinfo_endpoint: endpoint } = await issuer.discover();
  if (!endpoint) return [];
  const answer = await boundedFetch(endpoint, { headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' } });
  if (!answer.ok) return [];
  const claims = z.record(z.string(), z.unknown()).safeParse(await answer.json().catch(() => null));
  return claims.success && claims.data.sub === subject ? [claims.data] : [];
}
