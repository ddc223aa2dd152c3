import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { apiTokens, sessions, users } from './schema.ts';

/** How stale `last_used_at` and `last_seen_at` may be: one write a minute, however many requests. */
const STALE = sql`now() - interval '1 minute'`;

/** The token with this prefix if it may be used now, by the database's clock. */
export async function findToken(db: Database, prefix: string) {
  const [row] = await db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      hash: apiTokens.hash,
      scopes: apiTokens.scopes,
      teams: apiTokens.teams,
      speaksForOthers: apiTokens.speaksForOthers,
      stale: sql<boolean>`(${apiTokens.lastUsedAt} is null or ${apiTokens.lastUsedAt} < ${STALE})`,
    })
    .from(apiTokens)
    .where(
      and(eq(apiTokens.prefix, prefix), isNull(apiTokens.revokedAt), or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`now()`))),
    );
  return row;
}

/** Notes that a token was used. */
export async function touchToken(db: Database, id: string): Promise<void> {
  await db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiTokens.id, id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, STALE))));
}

/** The person behind a session that is neither revoked nor expired, with the rights of this very moment. */
export async function findSession(db: Database, sessionId: string) {
  const [row] = await db
    .select({
      id: sessions.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      teams: users.teams,
      stale: sql<boolean>`${sessions.lastSeenAt} < ${STALE}`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`), isNull(users.disabledAt)));
  return row;
}

/** Notes that a session, and so the person behind it, is still in use. */
export async function touchSession(db: Database, id: string): Promise<void> {
  const [touched] = await db
    .update(sessions)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(sessions.id, id), lt(sessions.lastSeenAt, STALE)))
    .returning({ userId: sessions.userId });
  if (touched) await seen(db, touched.userId);
}

async function seen(db: Database, userId: string): Promise<void> {
  await db
    .update(users)
    .set({ lastSeenAt: sql`now()` })
    .where(eq(users.id, userId));
}

/** The member that an issuer knows by this subject, disabled or not. */
export async function findMember(db: Database, issuer: string, subject: string) {
  const [row] = await db
    .select({ id: users.id, email: users.email, name: users.name, disabled: sql<boolean>`${users.disabledAt} is not null` })
    .from(users)
    .where(and(eq(users.issuer, issuer), eq(users.subject, subject)));
  return row;
}

/** Whether anybody may sign in with a password. */
export async function passwordsExist(db: Database): Promise<boolean> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(isNotNull(users.passwordHash), isNull(users.disabledAt)))
    .limit(1);
  return rows.length > 0;
}

/** The person with this address who may sign in with a password. */
export async function findUser(db: Database, email: string) {
  const [row] = await db
    .select({ id: users.id, name: users.name, email: users.email, passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.email, email.toLowerCase()), isNull(users.disabledAt)));
  return row;
}

/** Opens a session of `seconds` and returns its id. */
export async function openSession(
  db: Database,
  given: { id: string; userId: string; seconds: number; userAgent: string | null },
): Promise<void> {
  await db.insert(sessions).values({
    id: given.id,
    userId: given.userId,
    expiresAt: sql`now() + make_interval(secs => ${given.seconds})`,
    userAgent: given.userAgent?.slice(0, 300) ?? null,
  });
  await seen(db, given.userId);
}

/** Ends a session for good; ending it twice is harmless. */
export async function endSession(db: Database, id: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)));
}
