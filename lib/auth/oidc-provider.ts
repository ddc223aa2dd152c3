import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { Claims } from './claims.ts';
import type { Discovery } from './issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** The name of this way of signing in, in addresses and in next-auth. */
export const OIDC = 'oidc';
const TIMEOUT_MS = 5_000;

/**
 * The issuer as next-auth knows it: authorization code with PKCE, state and nonce. Its description is
 * ours, so that it is fetched bounded and remembered; without one the provider can be named, not used.
 */
export function oidcProvider(settings: OidcSettings, discovery: Discovery | null): OAuthConfig<Claims> {
  const { OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret, OIDC_SCOPES: scope } = settings;
  return {
    id: OIDC,
    name: OIDC,
    type: 'oauth',
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId,
    ...(clientSecret ? { clientSecret } : {}),
    client: { token_endpoint_auth_method: clientMethod(settings, discovery), id_token_signed_response_alg: signature(discovery) },
    httpOptions: { timeout: TIMEOUT_MS },
    ...(discovery
      ? {
          issuer: discovery.issuer,
          authorization: { url: discovery.authorization_endpoint, params: { scope } },
          token: { url: discovery.token_endpoint },
          jwks_endpoint: discovery.jwks_uri,
        }
      : {}),
    // Who this is here is decided by `admit`, which sees all claims; next-auth wants an id.
    profile: (claims) => ({ id: typeof claims.sub === 'string' ? claims.sub : '' }),
  };
}

function clientMethod(settings: OidcSettings, discovery: Discovery | null): 'none' | 'client_secret_basic' | 'client_secret_post' {
  if (!settings.OIDC_CLIENT_SECRET) return 'none';
  const offered = discovery?.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return offered.includes('client_secret_basic') ? 'client_secret_basic' : 'client_secret_post';
}

/** RS256 is the default of OpenID Connect; ES256 where the issuer does without it. */
function signature(discovery: Discovery | null): 'RS256' | 'ES256' {
  const offered = discovery?.id_token_signing_alg_values_supported ?? ['RS256'];
  return !offered.includes('RS256') && offered.includes('ES256') ? 'ES256' : 'RS256';
}
