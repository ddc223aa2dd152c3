import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { jobNames, QUEUE_SCHEMA, type JobName } from '#/lib/jobs/catalog.ts';

/** Of one queue: jobs that wait or are tried again, those at work, those given up in the last day, and the age of the oldest that waits, in seconds. */
export type QueueFigures = { queue: JobName; waiting: number; active: number; failed: number; oldestSeconds: number };

/** Depth and age of every queue, by the database's clock. A job that is not due yet does not wait. */
export async function readQueueMetrics(ctx: Context): Promise<QueueFigures[]> {
  authorize(ctx.actor, 'telemetry:read');
  const rows = await ctx.db.execute<Omit<QueueFigures, 'oldestSeconds'> & { oldest: number }>(sql`
    select name as queue,
      (count(*) filter (where state < 'active'))::int as waiting,
      (count(*) filter (where state = 'active'))::int as active,
      (count(*) filter (where state = 'failed'))::int as failed,
      coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active' and start_after <= now())), 0)::float8 as oldest
    from ${sql.identifier(QUEUE_SCHEMA)}.job where state < 'active' or state in ('active', 'failed') group by name`);
  const found = new Map(rows.map((row) => [row.queue, row]));
  return jobNames.map((queue) => {
    const row = found.get(queue);
    return { queue, waiting: row?.waiting ?? 0, active: row?.active ?? 0, failed: row?.failed ?? 0, oldestSeconds: row?.oldest ?? 0 };
  });
}
