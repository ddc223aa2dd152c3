/** What the environment says of the issuer of sign-ins, under the names of its variables. */
export type OidcSettings = {
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_SCOPES: string;
  OIDC_ROLES_CLAIM: string;
  OIDC_TEAMS_CLAIM?: string | undefined;
  OIDC_AUDIENCE?: string | undefined;
};

/** Whether people can sign in through the issuer: without a client of its own only its access tokens are taken. */
export function signsInByIssuer(settings: OidcSettings): boolean {
  return settings.OIDC_ISSUER !== undefined && settings.OIDC_CLIENT_ID !== undefined;
}
