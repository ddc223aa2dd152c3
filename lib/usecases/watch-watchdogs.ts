import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { textArray } from '#/lib/db/lists.ts';
import { ALERTING_SILENT, MONITOR_SOURCE, type Alert } from '#/lib/domain/alert.ts';
import { takeAlerts } from './receive-alerts.ts';

/** A watchdog as it was heard of last, and what we said about it. */
type Watchdog = {
  source: string;
  fingerprint: string;
  name: string;
  cluster: string | null;
  last_seen: string;
  silent: boolean;
};
type Said = { fingerprint: string; open: boolean; at: string };

/**
 * The dead man's switch: a watchdog alert that was seen and then stays away for `silentSeconds` opens an incident of its
 * own, which ends when it is back. One that somebody has closed by hand is opened again only after a return. 0: never.
 */
export async function watchWatchdogs(
  ctx: Context,
  { silentSeconds }: { silentSeconds: number },
): Promise<{ raised: number; ended: number }> {
  authorize(ctx.actor, 'alerts:write');
  if (silentSeconds === 0) return { raised: 0, ended: 0 };
  return ctx.db.transaction(async (tx) => {
    const [clock] = await tx.execute<{ now: string }>(sql`select to_json(date_trunc('milliseconds', clock_timestamp())) #>> '{}' as now`);
    const now = new Date(clock?.now ?? Date.now());
    // The condition is that of the index over watchdogs, word for word.
    const watchdogs = await tx.execute<Watchdog>(sql`
      select distinct on (source, fingerprint) source, fingerprint, alert_name as name, labels ->> 'cluster' as cluster,
             to_json(last_seen_at) #>> '{}' as last_seen, last_seen_at < clock_timestamp() - make_interval(secs => ${silentSeconds}) as silent
        from alert_episodes where lower(alert_name) ~ '^(watchdog|deadmanssnitch|dead-?mans?-?switch)$'
       order by source, fingerprint, received_at desc`);
    if (watchdogs.length === 0) return { raised: 0, ended: 0 };
    const keys = watchdogs.map(keyOf);
    const rows = await tx.execute<Said>(sql`
      select distinct on (fingerprint) fingerprint, status <> 'resolved' as open, to_json(received_at) #>> '{}' as at
        from alert_episodes where source = ${MONITOR_SOURCE} and fingerprint = any(${textArray(keys)})
       order by fingerprint, received_at desc`);
    const said = new Map([...rows].map((row) => [row.fingerprint, row]));
    let [raised, ended] = [0, 0];
    for (const watchdog of watchdogs) {
      const before = said.get(keyOf(watchdog));
      const heardSince = !before || Date.parse(watchdog.last_seen) > Date.parse(before.at);
      const raise = watchdog.silent && !before?.open && heardSince;
      const end = !watchdog.silent && before?.open === true;
      if (!raise && !end) continue;
      raised += raise ? 1 : 0;
      ended += end ? 1 : 0;
      const batch = {
        alerts: [alertOf(watchdog, { firing: raise, since: raise ? now : new Date(before?.at ?? now), now })],
        groupLabels: { source: watchdog.source, watchdog: watchdog.fingerprint },
        truncated: 0,
      };
      await takeAlerts(ctx, tx, { batch, source: MONITOR_SOURCE, serviceLabels: [], now });
    }
    return { raised, ended };
  });
}

function keyOf({ source, fingerprint }: Pick<Watchdog, 'source' | 'fingerprint'>): string {
  return `watchdog-${createHash('sha256').update(`${source}\n${fingerprint}`).digest('hex').slice(0, 32)}`;
}

/** In English, as the alerts of other senders mostly are: a title is data. */
function alertOf(watchdog: Watchdog, { firing, since, now }: { firing: boolean; since: Date; now: Date }): Alert {
  return {
    fingerprint: keyOf(watchdog),
    status: firing ? 'firing' : 'resolved',
    name: ALERTING_SILENT,
    severity: 'critical',
    labels: {
      alertname: ALERTING_SILENT,
      severity: 'critical',
      source: watchdog.source,
      watchdog: watchdog.name,
      ...(watchdog.cluster ? { cluster: watchdog.cluster } : {}),
    },
    annotations: {
      summary: `Alerting itself is broken: nothing was heard of ${watchdog.name} of ${watchdog.source} since ${watchdog.last_seen.slice(0, 19).replace('T', ' ')} UTC`,
    },
    generatorUrl: null,
    startsAt: since,
    endsAt: firing ? null : now,
  };
}
