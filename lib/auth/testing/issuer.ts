import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';

/** What this issuer says of each of its people; `sub` is the key. */
export type Account = { email?: string; email_verified?: boolean; name?: string; roles?: string[]; groups?: string[] };

export type TestIssuer = {
  url: string;
  accounts: Map<string, Account>;
  /** Counts the calls of each path, e.g. how often the keys were asked for. */
  calls: Map<string, number>;
  /** Signs any claims with one of its real keys; `kid` and `alg` may be set wrong on purpose. */
  sign(claims: JWTPayload, header?: { alg?: 'RS256' | 'ES256'; kid?: string; typ?: string }): Promise<string>;
  /** A token that a program gets by the client credentials grant. */
  clientToken(client: { id: string; secret: string }): Promise<string>;
  /** While true, every call is answered 500. */
  broken: boolean;
  close(): Promise<void>;
};

export const AUDIENCE = 'https://control-plane.test/api';
export const PROGRAM = { id: 'ci-pipeline', secret: 'the secret of ci-pipeline', roles: ['sre-operator'] };
export const CLIENT = { id: 'control-plane', secret: 'the secret of the control plane' };

/**
 * A real OpenID Connect issuer (oidc-provider) on a port of its own. `claimsIn` says where people's
 * roles stand: in the ID token, at the userinfo endpoint, or, as Keycloak does it, in the access token.
 */
export async function testIssuer(given: { redirectUri: string; claimsIn?: 'id_token' | 'userinfo' | 'access_token' }): Promise<TestIssuer> {
  const pairs = {
    RS256: await generateKeyPair('RS256', { extractable: true }),
    ES256: await generateKeyPair('ES256', { extractable: true }),
  };
  const keys = await Promise.all(
    (['RS256', 'ES256'] as const).map(async (alg) => ({
      ...(await exportJWK(pairs[alg].privateKey)),
      kid: `key-${alg}`,
      alg,
      use: 'sig' as const,
    })),
  );
  const accounts = new Map<string, Account>();
  const calls = new Map<string, number>();
  const claimsIn = given.claimsIn ?? 'id_token';

  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [given.redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
      {
        client_id: PROGRAM.id,
        client_secret: PROGRAM.secret,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
    ],
    jwks: { keys },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    conformIdTokenClaims: claimsIn !== 'id_token',
    claims: { openid: ['sub', 'realm_access', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      if (!account) return undefined;
      const { roles, groups, ...rest } = account;
      const rights = claimsIn === 'access_token' ? {} : { realm_access: { roles }, groups };
      return { accountId: sub, claims: () => ({ sub, ...rest, ...rights }) };
    },
    extraTokenClaims: (_ctx, token) => {
      if (token.kind === 'ClientCredentials') return { realm_access: { roles: PROGRAM.roles } };
      const account = 'accountId' in token ? accounts.get(token.accountId) : undefined;
      return { realm_access: { roles: account?.roles }, groups: account?.groups };
    },
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, client) => (client.clientId === PROGRAM.id || claimsIn === 'access_token' ? AUDIENCE : []),
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience: AUDIENCE, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  };

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, configuration);
  const answer = provider.callback();
  const issuer: TestIssuer = {
    url,
    accounts,
    calls,
    broken: false,
    async sign(claims, header = {}) {
      const alg = header.alg ?? 'RS256';
      return new SignJWT(claims)
        .setProtectedHeader({ alg, kid: header.kid ?? `key-${alg}`, ...(header.typ ? { typ: header.typ } : {}) })
        .sign(pairs[alg].privateKey);
    },
    async clientToken({ id, secret }) {
      const response = await fetch(`${url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const { access_token: token } = (await response.json()) as { access_token?: string };
      if (!token) throw new Error(`the issuer gave no token: ${response.status}`);
      return token;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('request', (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    calls.set(path, (calls.get(path) ?? 0) + 1);
    if (issuer.broken) response.writeHead(500).end();
    else void answer(request, response);
  });
  return issuer;
}
