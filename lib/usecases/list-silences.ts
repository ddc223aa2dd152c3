import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Silence } from '#/lib/contract/incidents.ts';
import { services, silences } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { parseInput } from './parse-input.ts';

/** Query of `GET /api/v1/silences`; those that have ended are listed for a week, when asked for. */
export const silenceListSchema = z.object({ expired: z.stringbool().optional() });

/** The silences and maintenance windows that the actor may see, the newest first. */
export async function listSilences(ctx: Context, input: z.input<typeof silenceListSchema> = {}): Promise<Silence[]> {
  authorize(ctx.actor, 'read');
  const { expired } = parseInput(silenceListSchema, input);
  const visible = visibleTo(ctx.actor);
  const rows = await ctx.db
    .select({ silence: silences })
    .from(silences)
    .leftJoin(services, eq(services.id, silences.serviceId))
    .where(
      and(
        visible && or(isNull(silences.serviceId), visible),
        expired ? sql`${silences.endsAt} > now() - interval '7 days'` : sql`${silences.endsAt} > now()`,
      ),
    )
    .orderBy(desc(silences.createdAt))
    .limit(500);
  return rows.map(({ silence }) => presentSilence(silence, ctx.now()));
}

/** A silence as it crosses the wire, with its state at `now`. */
export function presentSilence(row: typeof silences.$inferSelect, now: Date): Silence {
  return {
    id: row.id,
    kind: row.kind,
    matchers: row.matchers,
    starts_at: row.startsAt.toISOString(),
    ends_at: row.endsAt.toISOString(),
    state: row.endsAt <= now ? 'expired' : row.startsAt > now ? 'pending' : 'active',
    comment: row.comment,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
  };
}
