import { and, eq, gt, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Overview } from '#/lib/contract/overview.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { severities } from '#/lib/domain/words.ts';

const seconds = sql`extract(epoch from ${diagnoses.verdictAt} - ${diagnoses.requestedAt})`;
const percentile = (share: number) => sql<number | null>`percentile_cont(${share}::float8) within group (order by ${seconds})::float8`;
const figures = { p50: percentile(0.5), p95: percentile(0.95), count: sql<number>`count(*)::int` };

/**
 * How long it took from a failure or an alert to its verdict, over the diagnoses of the last 7 days that
 * the actor may see; that of alerts also by the severity that they had when the diagnosis was asked for.
 */
export async function verdictSeconds(ctx: Context): Promise<Overview['verdict_seconds']> {
  const visible = visibleTo(ctx.actor);
  const ended = (trigger: SQL | undefined) =>
    and(
      visible && or(isNull(diagnoses.serviceId), visible),
      isNotNull(diagnoses.verdictAt),
      eq(diagnoses.status, 'completed'),
      trigger,
      gt(diagnoses.requestedAt, sql`now() - interval '7 days'`),
    );
  const severity = sql<string>`${diagnoses.context} ->> 'severity'`;
  const [[all], alerts] = await Promise.all([
    ctx.db
      .select(figures)
      .from(diagnoses)
      .leftJoin(services, eq(services.id, diagnoses.serviceId))
      .where(ended(or(eq(diagnoses.trigger, 'deployment'), eq(diagnoses.trigger, 'alert')))),
    ctx.db
      .select({ severity, ...figures })
      .from(diagnoses)
      .leftJoin(services, eq(services.id, diagnoses.serviceId))
      .where(ended(eq(diagnoses.trigger, 'alert')))
      .groupBy(severity),
  ]);
  return {
    p50: all?.p50 ?? null,
    p95: all?.p95 ?? null,
    count: all?.count ?? 0,
    by_severity: severities.flatMap((name) => {
      const row = alerts.find((found) => found.severity === name);
      return row && row.p50 !== null && row.p95 !== null ? [{ severity: name, p50: row.p50, p95: row.p95, count: row.count }] : [];
    }),
  };
}
