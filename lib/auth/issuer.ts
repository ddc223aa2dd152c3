import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppError } from '#/lib/domain/errors.ts';
import { boundedFetch } from './bounded-fetch.ts';
import type { Claims } from './claims.ts';
import type { OidcSettings } from './oidc-settings.ts';

const ALGORITHMS = ['RS256', 'ES256'] as const;
const CLOCK_SKEW_S = 30;
/** An unknown key id makes the keys be fetched again, at most this often. */
const KEYS_COOLDOWN_MS = 30_000;
const FRESH_MS = 600_000;
/** An issuer that did not answer is left alone for this long. */
const PAUSE_MS = 3_000;
const MAX_TOKEN = 16_000;

/** What we need of an issuer's description (OpenID Connect Discovery 1.0, section 3). */
const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
export type Discovery = z.infer<typeof discoverySchema>;

export type Issuer = {
  url: string;
  /** Its description, remembered for ten minutes. AppError `unavailable` when it does not answer as it should. */
  discover(): Promise<Discovery>;
  /**
   * The claims of a JWT that this issuer has signed with RS256 or ES256 and that has not expired; null
   * for every other. With `audience` it must be meant for that. AppError `unavailable` without the issuer's keys.
   */
  verify(token: string, audience?: string): Promise<Claims | null>;
};

const issuers = new WeakMap<OidcSettings, Issuer>();

/** The issuer that a process trusts, with what is remembered of it; null when none is configured. */
export function issuerOf(settings: OidcSettings): Issuer | null {
  if (!settings.OIDC_ISSUER) return null;
  const known = issuers.get(settings) ?? createIssuer(settings.OIDC_ISSUER);
  issuers.set(settings, known);
  return known;
}

/** An issuer by its address, asked only when it is needed; `now` in ms. */
export function createIssuer(url: string, now: () => number = Date.now): Issuer {
  let known: { at: number; asked: Promise<{ discovery: Discovery; keys: ReturnType<typeof createRemoteJWKSet> }> } | undefined;
  let failedAt = -Infinity;

  async function ask() {
    const answer = await boundedFetch(`${url.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (!answer.ok) throw new Error(`the issuer's description answered ${answer.status}`);
    const discovery = discoverySchema.parse(await answer.json());
    if (withoutSlash(discovery.issuer) !== withoutSlash(url)) throw new Error(`the issuer calls itself ${discovery.issuer}, not ${url}`);
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri), {
      [customFetch]: (address, options) => boundedFetch(address, options),
      cooldownDuration: KEYS_COOLDOWN_MS,
      cacheMaxAge: FRESH_MS,
    });
    return { discovery, keys };
  }

  /** One question at a time, whoever asks; a failure is not remembered as knowledge. */
  function current() {
    if (known && now() - known.at < FRESH_MS) return known.asked;
    if (now() - failedAt < PAUSE_MS) throw unavailable(url);
    const asked = ask();
    const mine = { at: now(), asked };
    known = mine;
    asked.catch(() => {
      failedAt = now();
      if (known === mine) known = undefined;
    });
    return asked;
  }

  const reached = async () => {
    try {
      return await current();
    } catch (cause) {
      throw cause instanceof AppError ? cause : unavailable(url, cause);
    }
  };

  return {
    url,
    discover: async () => (await reached()).discovery,
    async verify(token, audience) {
      if (!mayBeOurs(token, url)) return null;
      const { discovery, keys } = await reached();
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms: [...ALGORITHMS],
          issuer: discovery.issuer,
          clockTolerance: CLOCK_SKEW_S,
          requiredClaims: ['exp', 'sub'],
          ...(audience === undefined ? {} : { audience }),
        });
        return payload;
      } catch (cause) {
        if (cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout) && !(cause instanceof errors.JWKSInvalid))
          return null;
        throw unavailable(url, cause);
      }
    },
  };
}

/** Looks before anything is fetched, so that garbage costs the issuer nothing. Proves nothing. */
function mayBeOurs(token: string, url: string): boolean {
  if (token.length > MAX_TOKEN) return false;
  try {
    const { alg } = decodeProtectedHeader(token);
    return ALGORITHMS.some((known) => known === alg) && withoutSlash(decodeJwt(token).iss ?? '') === withoutSlash(url);
  } catch {
    return false;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

function unavailable(url: string, cause?: unknown): AppError {
  return new AppError('unavailable', `The issuer of sign-ins, ${new URL(url).host}, does not answer as it should. Try again shortly.`, {
    cause,
    details: { retry_after: 5 },
  });
}
