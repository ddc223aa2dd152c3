import { and, eq, gt, isNotNull, or, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Overview } from '#/lib/contract/overview.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';

/** How long it took from a failure or an alert to its verdict, over the diagnoses of the last 7 days that the actor may see. */
export async function verdictSeconds(ctx: Context): Promise<Overview['verdict_seconds']> {
  const seconds = sql`extract(epoch from ${diagnoses.verdictAt} - ${diagnoses.requestedAt})`;
  const percentile = (share: number) => sql<number | null>`percentile_cont(${share}::float8) within group (order by ${seconds})::float8`;
  const [row] = await ctx.db
    .select({ p50: percentile(0.5), p95: percentile(0.95), count: sql<number>`count(*)::int` })
    .from(diagnoses)
    .innerJoin(services, eq(services.id, diagnoses.serviceId))
    .where(
      and(
        visibleTo(ctx.actor),
        isNotNull(diagnoses.verdictAt),
        eq(diagnoses.status, 'completed'),
        or(eq(diagnoses.trigger, 'deployment'), eq(diagnoses.trigger, 'alert')),
        gt(diagnoses.requestedAt, sql`now() - interval '7 days'`),
      ),
    );
  return { p50: row?.p50 ?? null, p95: row?.p95 ?? null, count: row?.count ?? 0 };
}
