import { sql, type SQL } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';

const BATCH = 1_000;
const MAX_BATCHES = 50;

/** How long things are kept, in days. */
export type Retention = { eventDays: number; incidentDays: number; sessionDays: number };
export type Purged = { keys: number; events: number; incidents: number; sessions: number };

/**
 * Clears away what is older than its time, by the database's clock, a thousand rows a statement so that
 * nobody waits; what is left comes next time. First answers of calls are kept 24 h. A diagnosis keeps its
 * first event, its report and its end. Audit entries, deployments and reports are never cleared away.
 */
export async function purgeExpired(ctx: Context, kept: Retention): Promise<Purged> {
  authorize(ctx.actor, 'admin');
  const days = (count: number) => sql`now() - make_interval(days => ${count})`;
  return {
    keys: await inBatches(
      ctx,
      sql`idempotency_keys`,
      sql`select ctid from idempotency_keys where created_at < now() - interval '24 hours'`,
    ),
    events: await inBatches(
      ctx,
      sql`diagnosis_events`,
      sql`select e.ctid from diagnoses d join diagnosis_events e on e.diagnosis_id = d.id
        where d.requested_at < ${days(kept.eventDays)} and d.status not in ('queued', 'running')
          and e.event not in ('accepted', 'report', 'done', 'failed')`,
    ),
    incidents: await inBatches(ctx, sql`incidents`, sql`select ctid from incidents where resolved_at < ${days(kept.incidentDays)}`),
    sessions: await inBatches(
      ctx,
      sql`sessions`,
      sql`select ctid from sessions where least(expires_at, revoked_at) < ${days(kept.sessionDays)}`,
    ),
  };
}

async function inBatches(ctx: Context, table: SQL, rows: SQL): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < MAX_BATCHES && !ctx.signal.aborted; batch += 1) {
    const { count } = await ctx.db.execute(sql`delete from ${table} where ctid = any(array(${rows} limit ${BATCH}))`);
    gone += count;
    if (count < BATCH) break;
  }
  return gone;
}
