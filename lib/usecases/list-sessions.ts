import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Session } from '#/lib/contract/sessions.ts';
import { sessions } from '#/lib/db/schema.ts';

const MOST = 200;

/** The caller's own sessions that still stand, newest first; `current` names the one that asks. A program has none. */
export async function listSessions(ctx: Context, { current }: { current: string | null }): Promise<Session[]> {
  authorize(ctx.actor, 'read');
  if (ctx.actor.kind !== 'user') return [];
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, ctx.actor.id), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(MOST);
  return rows.map((row) => ({
    id: row.id,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    user_agent: row.userAgent,
    current: row.id === current,
  }));
}
