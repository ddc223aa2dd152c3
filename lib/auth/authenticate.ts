import type { Database } from '#/lib/db/client.ts';
import type { Actor } from '#/lib/domain/actor.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { actorOfAccessToken } from './access-token.ts';
import { cookieNames, readCookie } from './cookies.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { actorOfSession } from './session.ts';
import { actorOfToken } from './tokens.ts';

export type Caller = {
  actor: Actor;
  /** How it proved who it is; only a session can be abused by a foreign page. */ by: 'token' | 'session';
  sessionId: string | null;
};

/**
 * Who calls: by the Authorization header when there is one, else by the session cookie. A wrong
 * header never falls back to the cookie. A bearer is an API token or an access token of the OIDC
 * issuer; `basic` also takes one as the password of HTTP basic auth.
 */
export async function authenticate(
  headers: Headers,
  given: { db: Database; key: () => { secret: string; https: boolean }; oidc: OidcSettings; basic?: boolean | undefined },
): Promise<Caller> {
  const header = headers.get('authorization');
  if (header !== null) {
    const token = tokenIn(header, given.basic === true);
    const actor = token ? ((await actorOfToken(given.db, token)) ?? (await actorOfAccessToken(given.db, token, given.oidc))) : null;
    if (actor) return { actor, by: 'token', sessionId: null };
    throw new AppError('unauthenticated', 'The credential is not valid, or it has expired or been revoked.', {
      details: { credential: 'invalid', ...(given.basic ? { basic: true } : {}) },
    });
  }
  const { secret, https } = given.key();
  const session = await actorOfSession(given.db, readCookie(headers.get('cookie'), cookieNames(https).session), secret);
  if (session) return { actor: session.actor, by: 'session', sessionId: session.sessionId };
  throw new AppError(
    'unauthenticated',
    'Sign in, or send an API token as "Authorization: Bearer cp_…".',
    given.basic ? { details: { basic: true } } : {},
  );
}

function tokenIn(header: string, basic: boolean): string | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (!basic || scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? null : pair.slice(colon + 1);
}
