import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '#/lib/db/client.ts';
import { localRollups, localSamples } from '#/lib/db/schema.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { Point, Series, Signal } from '#/lib/domain/telemetry.ts';
import type { Metrics, MetricsQuery } from '#/lib/ports.ts';

/** Raw samples are kept this long; a window that begins earlier is answered from one-minute roll-ups. */
const RAW_MS = 6 * 3_600_000;
/** Samples come every five seconds, so that a finer step would be full of holes. */
const FINEST_STEP = 5;
const ROLLUP_STEP = 60;
const MAX_POINTS = 11_000;

/** How values within one step become one; ratios and latencies count by how many requests stood behind them. */
const aggregates: Record<Signal, SQL> = {
  traffic: sql`avg(value)`,
  error_rate: sql`coalesce(sum(value * weight) / nullif(sum(weight), 0), avg(value))`,
  latency_p50: sql`coalesce(sum(value * weight) / nullif(sum(weight), 0), avg(value))`,
  latency_p95: sql`coalesce(sum(value * weight) / nullif(sum(weight), 0), avg(value))`,
  latency_p99: sql`coalesce(sum(value * weight) / nullif(sum(weight), 0), avg(value))`,
  cpu: sql`avg(value)`,
  memory: sql`max(value)`,
  restarts: sql`sum(value)`,
  saturation: sql`max(value)`,
};
const weighted = new Set<Signal>(['error_rate', 'latency_p50', 'latency_p95', 'latency_p99']);

type Row = { bucket: number; label: string; value: number };

function rawRows({ service, signal, window, groupBy }: MetricsQuery, from: number): SQL {
  const key = serviceKey(service);
  const label = groupBy === 'version' ? sql`s.version` : groupBy === 'route' ? sql`s.route` : sql`''`;
  const scope = sql`${groupBy === 'version' ? sql`s.version <> ''` : sql`s.version = ''`} and ${groupBy === 'route' ? sql`s.route <> ''` : sql`s.route = ''`}`;
  const weight = weighted.has(signal)
    ? sql`(select t.value from ${localSamples} t where t.service = s.service and t.signal = 'traffic' and t.at = s.at and t.version = s.version and t.route = s.route limit 1)`
    : sql`1`;
  return sql`select s.at as at, ${label} as label, s.value as value, ${weight} as weight from ${localSamples} s
    where s.service = ${key} and s.signal = ${signal} and s.at >= ${new Date(from).toISOString()}::timestamptz and s.at < ${new Date(window.end).toISOString()}::timestamptz and ${scope}`;
}

function rolledRows({ service, signal, window }: MetricsQuery, until: number): SQL {
  const key = serviceKey(service);
  // The weight of a minute is its traffic, which is rolled up under the same minute.
  const weight = weighted.has(signal)
    ? sql`(select t.value from ${localRollups} t where t.service = r.service and t.signal = 'traffic' and t.minute = r.minute)`
    : sql`1`;
  return sql`select r.minute as at, '' as label, r.value as value, ${weight} as weight from ${localRollups} r
    where r.service = ${key} and r.signal = ${signal} and r.minute >= ${new Date(window.start).toISOString()}::timestamptz and r.minute < ${new Date(until).toISOString()}::timestamptz`;
}

/** Lays rows onto steps that begin at multiples of the step; a step without a row is null. */
function layOut(rows: Row[], window: MetricsQuery['window'], stepMs: number, labelName: string | undefined, now: number): Series[] {
  const first = Math.floor(window.start / stepMs) * stepMs;
  const values = new Map<string, Map<number, number>>();
  if (!labelName) values.set('', new Map());
  for (const row of rows) {
    const series = values.get(row.label) ?? new Map<number, number>();
    values.set(row.label, series.set(Number(row.bucket), Number(row.value)));
  }
  const buckets: number[] = [];
  for (let at = first; at < window.end && buckets.length < MAX_POINTS; at += stepMs) buckets.push(at);
  // The step that is still going on may not have been scraped yet; that is not a lack of data.
  const last = buckets.at(-1);
  if (last !== undefined && last + stepMs > now && ![...values.values()].some((series) => series.has(last))) buckets.pop();
  return [...values].map(([label, series]) => ({
    labels: labelName ? { [labelName]: label } : {},
    points: buckets.map((at): Point => [at, series.get(at) ?? null]),
  }));
}

/** Golden signals from the agent's own samples and their roll-ups. Only raw samples know versions and routes. */
export function createMetrics(db: Database, now: () => number = Date.now): Metrics {
  return {
    async range(query, signal) {
      signal.throwIfAborted();
      const { window, groupBy } = query;
      const rawSince = now() - RAW_MS;
      const rolled = window.start < rawSince - 60_000 && !groupBy;
      const step = Math.max(query.step, rolled ? ROLLUP_STEP : FINEST_STEP);
      const stepMs = step * 1000;
      // The newest minutes are not rolled up yet, so they come from the samples.
      const seam = Math.floor((now() - 10 * 60_000) / 60_000) * 60_000;
      const source = rolled
        ? sql`${rolledRows(query, Math.min(seam, window.end))} union all ${rawRows(query, Math.max(seam, window.start))}`
        : rawRows(query, window.start);
      const rows = await db.execute<Row>(sql`
        select (floor(extract(epoch from at) * 1000 / ${stepMs}::float8) * ${stepMs}::float8)::float8 as bucket, label, ${aggregates[query.signal]}::float8 as value
        from (${source}) as rows group by 1, 2 order by 2, 1`);
      signal.throwIfAborted();
      return { series: layOut([...rows], window, stepMs, groupBy, now()), source: rolled ? 'local/rollups' : 'local/samples' };
    },
  };
}
