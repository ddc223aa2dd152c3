import { randomUUID } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import credentials from 'next-auth/providers/credentials';
import { endSession, findMember, findSession, findUser, openSession } from '#/lib/db/credentials.ts';
import { runtime } from '#/lib/runtime.ts';
import { isDemoUser } from '#/lib/usecases/ensure-demo.ts';
import { admit } from './admit.ts';
import { createAttempts } from './attempts.ts';
import { cookieNames } from './cookies.ts';
import { issuerOf } from './issuer.ts';
import { OIDC, oidcProvider } from './oidc-provider.ts';
import { signsInByIssuer } from './oidc-settings.ts';
import { ownPath } from './own-path.ts';
import { verifyPassword } from './secrets.ts';

const SESSION_SECONDS = 7 * 24 * 3600;
/** How long somebody may take to sign in at the issuer. */
const FLOW_SECONDS = 15 * 60;

const slot = globalThis as { controlPlaneAttempts?: ReturnType<typeof createAttempts> };

/** The sign-in attempts of this process. */
export const attempts = (slot.controlPlaneAttempts ??= createAttempts());

/** Passwords: of the demo's people in the demo, elsewhere of members who have one, which only the first administrator can. */
const passwords = credentials({
  name: 'password',
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  async authorize(given) {
    const { db, environment } = runtime();
    const email = (given?.email ?? '').trim().toLowerCase().slice(0, 320);
    const user = environment.DEMO || !isDemoUser(email) ? await findUser(db, email) : undefined;
    const fits = await verifyPassword((given?.password ?? '').slice(0, 1000), user?.passwordHash ?? null);
    if (!user || !fits) {
      attempts.failed(email);
      return null;
    }
    attempts.succeeded(email);
    return { id: user.id, email: user.email, name: user.name };
  },
});

function cookies(https: boolean): NextAuthOptions['cookies'] {
  const names = cookieNames(https);
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: https } as const;
  return {
    sessionToken: { name: names.session, options },
    csrfToken: { name: names.csrf, options },
    callbackUrl: { name: names.callback, options },
    pkceCodeVerifier: { name: names.pkce, options: { ...options, maxAge: FLOW_SECONDS } },
    state: { name: names.state, options: { ...options, maxAge: FLOW_SECONDS } },
    nonce: { name: names.nonce, options: { ...options, maxAge: FLOW_SECONDS } },
  };
}

/**
 * next-auth's options. The cookie carries nothing but the id of a session row; who that is and what
 * they may do is read from the row on each request. The issuer is asked only by what uses it
 * (AppError `unavailable` when it does not answer). Throws without a real secret.
 */
export async function authOptions(given: { usesIssuer: boolean; userAgent: string | null }): Promise<NextAuthOptions> {
  const { secret, https } = runtime().sessionKey();
  const { environment } = runtime();
  const discovery = given.usesIssuer ? ((await issuerOf(environment)?.discover()) ?? null) : null;
  return {
    secret,
    providers: [passwords, ...(signsInByIssuer(environment) ? [oidcProvider(environment, discovery)] : [])],
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: https,
    cookies: cookies(https),
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.provider !== OIDC) return true;
        const outcome = await admit({ ...profile }, account.access_token);
        return outcome === 'admitted' ? true : `/sign-in?error=${outcome}`;
      },
      async jwt({ token, user, account }) {
        const { db } = runtime();
        if (user) {
          const member = account?.provider === OIDC ? await findMember(db, environment.OIDC_ISSUER ?? '', account.providerAccountId) : user;
          if (!member) throw new Error('whoever signed in is not a member');
          const sid = randomUUID();
          await openSession(db, { id: sid, userId: member.id, seconds: SESSION_SECONDS, userAgent: given.userAgent });
          return { sid, email: member.email, name: member.name };
        }
        // Thrown errors make next-auth clear the cookie: a revoked session ends in the browser too.
        if (typeof token.sid !== 'string' || !(await findSession(db, token.sid))) throw new Error('the session has ended');
        return token;
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { email: token.email, name: token.name } }),
      redirect: ({ url, baseUrl }) => baseUrl + ownPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) || '/' : url),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await endSession(runtime().db, token.sid);
      },
    },
    logger: {
      error: (code, metadata) => runtime().log.warn({ code, err: metadata instanceof Error ? metadata : metadata.error }, 'sign-in'),
      warn: (code) => runtime().log.debug({ code }, 'sign-in'),
      debug: () => undefined,
    },
  };
}
