import { decode } from 'next-auth/jwt';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Database } from '#/lib/db/client.ts';
import { findSession, touchSession } from '#/lib/db/credentials.ts';
import { EVERYONE, type Actor } from '#/lib/domain/actor.ts';
import { runtime } from '#/lib/runtime.ts';
import { cookieNames, PAGE_PATH_HEADER } from './cookies.ts';
import { roleScopes } from './policy.ts';
import { ownPath } from './own-path.ts';

/** The id of the session row that a session cookie names; null when the cookie was not signed here or has expired. */
export async function sessionIdOf(cookie: string | undefined, secret: string): Promise<string | null> {
  if (!cookie) return null;
  const claims = await decode({ token: cookie, secret }).catch(() => null);
  return typeof claims?.sid === 'string' ? claims.sid : null;
}

/** The person behind a session cookie, if its row still stands; the rights are those of this moment. */
export async function actorOfSession(
  db: Database,
  cookie: string | undefined,
  secret: string,
): Promise<{ actor: Actor; sessionId: string; email: string } | null> {
  const sessionId = await sessionIdOf(cookie, secret);
  const row = sessionId ? await findSession(db, sessionId) : undefined;
  if (!row) return null;
  if (row.stale) await touchSession(db, row.id);
  const teams = row.role === 'admin' || row.teams.includes('*') ? ('*' as const) : [EVERYONE, ...row.teams];
  return {
    actor: { kind: 'user', id: row.userId, name: row.email, role: row.role, scopes: roleScopes[row.role], teams, speaksForOthers: false },
    sessionId: row.id,
    email: row.email,
  };
}

/** Who is signed in, for server components; null when nobody is. Asked once however many of them a page has. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const { secret, https } = runtime().sessionKey();
  const jar = await cookies();
  const session = await actorOfSession(runtime().db, jar.get(cookieNames(https).session)?.value, secret);
  return session?.actor ?? null;
});

/** Who is signed in, or off to the sign-in page and back to this page (or `path`, of our own origin) afterwards. */
export async function requireActor(path?: string): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  const back = ownPath(path ?? (await headers()).get(PAGE_PATH_HEADER));
  return redirect(back === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(back)}`);
}
