import { sql, type SQL } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { intArray } from '#/lib/db/lists.ts';
import { MONITOR_SOURCE } from '#/lib/domain/alert.ts';
import { MAX_AT_WORK } from '#/lib/domain/alert-decision.ts';
import type { Touched } from './alert-arrival.ts';
import { readSilenced } from './incident-facts.ts';
import { judgeIncidents } from './judge-incidents.ts';

/** So many incidents are looked at in one pass; the next one is a few seconds away. */
const AT_ONCE = 200;
const NOTHING: Touched = { opened: [], repeated: 0, closed: 0 };

export type Swept = { stale: number; again: number };

/**
 * What nobody sends: alerts silent for twice the sender's repeat interval become stale, since their end may have been
 * lost; incidents whose silence is over, or that had to wait for others, are decided anew. Meant to run every few seconds.
 */
export async function sweepIncidents(ctx: Context, { repeatSeconds }: { repeatSeconds: number }): Promise<Swept> {
  authorize(ctx.actor, 'alerts:write');
  const stale = await ctx.db.transaction((tx) => sweepSilent(ctx, tx, repeatSeconds * 2));
  const again = await ctx.db.transaction((tx) => decideAnew(ctx, tx));
  return { stale, again };
}

/** Our own monitor looks at its rules itself: what it says stands until it says otherwise. */
async function sweepSilent(ctx: Context, tx: Transaction, seconds: number): Promise<number> {
  const silent = sql`episode.status = 'firing' and episode.source <> ${MONITOR_SOURCE}
    and episode.last_seen_at < clock_timestamp() - make_interval(secs => ${seconds})`;
  const ids = await lock(
    tx,
    sql`incident.status in ('firing', 'acknowledged')
      and exists (select 1 from alert_episodes episode where episode.incident_id = incident.id and ${silent})`,
  );
  if (ids.length === 0) return 0;
  const rows = await tx.execute<{ id: number; count: number }>(sql`
    with fallen as (
      update alert_episodes episode set status = 'stale'
       where episode.incident_id = any(${intArray(ids)}) and ${silent} returning episode.incident_id
    )
    select incident_id as id, count(*)::int as count from fallen group by incident_id`);
  const touched = new Map([...rows].map((row): [number, Touched] => [row.id, { ...NOTHING, stale: row.count }]));
  await judgeIncidents(ctx, tx, { touched, now: ctx.now() });
  return rows.reduce((sum, row) => sum + row.count, 0);
}

async function decideAnew(ctx: Context, tx: Transaction): Promise<number> {
  const [work] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from diagnoses where trigger = 'alert' and status in ('queued', 'running')`,
  );
  const room = MAX_AT_WORK - (work?.count ?? 0);
  const waiting =
    room > 0
      ? await lock(
          tx,
          sql`incident.status = 'firing' and incident.open_alerts > 0 and incident.decision = 'too_many'`,
          Math.min(room, AT_ONCE),
        )
      : [];
  const hushed = await lock(
    tx,
    sql`incident.status in ('firing', 'acknowledged') and incident.open_alerts > 0 and incident.decision in ('silenced', 'maintenance')`,
  );
  const silenced = await readSilenced(tx, hushed);
  const ids = [...waiting, ...hushed.filter((id) => !silenced.has(id))];
  const touched = new Map(ids.map((id): [number, Touched] => [id, { ...NOTHING, again: true }]));
  await judgeIncidents(ctx, tx, { touched, now: ctx.now() });
  return ids.length;
}

/** Locks the incidents that fit, in the order in which they are locked everywhere; one that another transaction holds waits for the next pass. */
async function lock(tx: Transaction, condition: SQL, limit = AT_ONCE): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select incident.id from incidents incident where ${condition}
     order by incident.grouping_key limit ${limit} for update skip locked`);
  return [...rows].map((row) => row.id);
}
