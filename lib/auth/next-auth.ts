import { randomUUID } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import credentials from 'next-auth/providers/credentials';
import { endSession, findSession, findUser, openSession } from '#/lib/db/credentials.ts';
import { runtime } from '#/lib/runtime.ts';
import { createAttempts } from './attempts.ts';
import { cookieNames } from './cookies.ts';
import { ownPath } from './own-path.ts';
import { verifyPassword } from './secrets.ts';

const SESSION_SECONDS = 7 * 24 * 3600;

const slot = globalThis as { controlPlaneAttempts?: ReturnType<typeof createAttempts> };

/** The sign-in attempts of this process. */
export const attempts = (slot.controlPlaneAttempts ??= createAttempts());

/** Passwords are for the demo only: its users are made by the demo, with passwords that it prints. */
const demoCredentials = credentials({
  name: 'demo',
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  async authorize(given, request) {
    const email = (given?.email ?? '').trim().toLowerCase().slice(0, 320);
    const user = await findUser(runtime().db, email);
    const fits = await verifyPassword((given?.password ?? '').slice(0, 1000), user?.passwordHash ?? null);
    if (!user || !fits) {
      attempts.failed(email);
      return null;
    }
    attempts.succeeded(email);
    const userAgent: unknown = request.headers?.['user-agent'];
    return { id: user.id, email: user.email, name: user.name, userAgent: typeof userAgent === 'string' ? userAgent : null };
  },
});

function cookies(https: boolean): NextAuthOptions['cookies'] {
  const names = cookieNames(https);
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: https } as const;
  return {
    sessionToken: { name: names.session, options },
    csrfToken: { name: names.csrf, options },
    callbackUrl: { name: names.callback, options },
  };
}

/**
 * next-auth's options. The cookie carries nothing but the id of a session row; who that is and what
 * they may do is read from the row on each request. Throws without a real secret.
 */
export function authOptions(): NextAuthOptions {
  const { secret, https } = runtime().sessionKey();
  return {
    secret,
    providers: runtime().environment.DEMO ? [demoCredentials] : [],
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: https,
    cookies: cookies(https),
    callbacks: {
      async jwt({ token, user }) {
        const { db } = runtime();
        if (user) {
          const sid = randomUUID();
          const userAgent = 'userAgent' in user && typeof user.userAgent === 'string' ? user.userAgent : null;
          await openSession(db, { id: sid, userId: user.id, seconds: SESSION_SECONDS, userAgent });
          return { sid, email: user.email, name: user.name };
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
