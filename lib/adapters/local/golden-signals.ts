import type { Signal } from '#/lib/domain/telemetry.ts';
import type { ExposedSample } from './exposition.ts';
import { addBuckets, quantile, type Buckets } from './histogram.ts';

/** Counters of HTTP requests per route, read at one moment. */
export type RequestCounters = Map<string, { requests: number; errors: number; buckets: Buckets }>;
/** What happened between two readings. */
export type Traffic = { seconds: number; routes: RequestCounters };

const HISTOGRAMS = ['http_request_duration_seconds', 'http_server_request_duration_seconds'];
const ROUTE_LABELS = ['route', 'http_route', 'handler', 'path'];
const STATUS_LABELS = ['status_code', 'http_response_status_code', 'status', 'code'];
/** Routes beyond this many are counted together, so that a service cannot fill the database by its paths. */
const MAX_ROUTES = 30;
const OTHER_ROUTES = '(other)';

const first = (labels: Record<string, string>, names: string[]) => names.map((name) => labels[name]).find((value) => value !== undefined);

/** Reads one series per combination of labels: key → cumulative value. Probes and scrapes are not traffic. */
export function readCounters(samples: ExposedSample[], ignoredRoutes: ReadonlySet<string>): Map<string, ExposedSample> {
  const wanted = new Set(HISTOGRAMS.flatMap((name) => [`${name}_count`, `${name}_bucket`]));
  const counters = new Map<string, ExposedSample>();
  for (const sample of samples) {
    if (!wanted.has(sample.name) || !Number.isFinite(sample.value)) continue;
    if (ignoredRoutes.has(first(sample.labels, ROUTE_LABELS) ?? '')) continue;
    counters.set(`${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`, sample);
  }
  return counters;
}

/** Growth of every counter; one that fell has begun again at zero. */
export function growth(before: Map<string, ExposedSample>, now: Map<string, ExposedSample>): ExposedSample[] {
  return [...now].map(([key, sample]) => {
    const earlier = before.get(key)?.value ?? 0;
    return { ...sample, value: sample.value >= earlier ? sample.value - earlier : sample.value };
  });
}

/** Gathers growth by route: how many requests, how many of them failed (5xx), and how long they took. */
export function gather(grown: ExposedSample[]): RequestCounters {
  const routes: RequestCounters = new Map();
  for (const { name, labels, value } of grown) {
    if (value <= 0) continue;
    const named = first(labels, ROUTE_LABELS) ?? '';
    const route = routes.has(named) || routes.size < MAX_ROUTES ? named : OTHER_ROUTES;
    const entry = routes.get(route) ?? { requests: 0, errors: 0, buckets: new Map<number, number>() };
    routes.set(route, entry);
    if (name.endsWith('_count')) {
      entry.requests += value;
      if (/^5/.test(first(labels, STATUS_LABELS) ?? '')) entry.errors += value;
    } else {
      const bound = labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le);
      if (!Number.isNaN(bound)) addBuckets(entry.buckets, new Map([[bound, value]]));
    }
  }
  return routes;
}

export type SignalValue = { signal: Signal; route: string; value: number };

/** The request signals of several instances together, overall (route '') and by route. Without traffic there is a rate and nothing else. */
export function requestSignals(traffic: Traffic[]): SignalValue[] {
  const all = { rate: 0, requests: 0, errors: 0, buckets: new Map<number, number>() };
  const byRoute = new Map<string, typeof all>();
  for (const { seconds, routes } of traffic) {
    for (const [route, { requests, errors, buckets }] of routes) {
      const entry = byRoute.get(route) ?? { rate: 0, requests: 0, errors: 0, buckets: new Map<number, number>() };
      byRoute.set(route, entry);
      for (const sum of [all, entry]) {
        sum.rate += requests / seconds;
        sum.requests += requests;
        sum.errors += errors;
        addBuckets(sum.buckets, buckets);
      }
    }
  }
  const values: SignalValue[] = [];
  for (const [route, sum] of [['', all] as const, ...[...byRoute].filter(([route]) => route !== '')]) {
    values.push({ signal: 'traffic', route, value: sum.rate });
    if (sum.requests <= 0) continue;
    values.push({ signal: 'error_rate', route, value: sum.errors / sum.requests });
    for (const [signal, q] of [
      ['latency_p50', 0.5],
      ['latency_p95', 0.95],
      ['latency_p99', 0.99],
    ] as const) {
      const value = quantile(sum.buckets, q);
      if (value !== null) values.push({ signal, route, value });
    }
  }
  return values;
}

const POOL_USED = 'db_client_connection_count';
const POOL_MAX = 'db_client_connection_max';
const POOL_NAMES = ['db_client_connection_pool_name', 'pool_name', 'pool'];

/**
 * The share in use of the fullest connection pool, by OpenTelemetry's conventions for database clients; null where
 * none is exposed. https://opentelemetry.io/docs/specs/semconv/database/database-metrics/
 */
export function poolShare(samples: ExposedSample[]): number | null {
  const used = new Map<string, number>();
  for (const { name, labels, value } of samples) {
    if (name !== POOL_USED || (labels.state ?? labels.db_client_connection_state) !== 'used') continue;
    const pool = first(labels, POOL_NAMES) ?? '';
    used.set(pool, (used.get(pool) ?? 0) + value);
  }
  const shares = samples.flatMap(({ name, labels, value: max }) => {
    const open = name === POOL_MAX && max > 0 ? used.get(first(labels, POOL_NAMES) ?? '') : undefined;
    return open === undefined || !Number.isFinite(open / max) ? [] : [Math.min(1, Math.max(0, open / max))];
  });
  return shares.length > 0 ? Math.max(...shares) : null;
}

/** What one instance used since the last round; `poolShare` as it stood at the end of it. */
export type Use = {
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
  limitBytes: number | null;
  restarts: number;
  poolShare: number | null;
};

/** The signals of the processes themselves; saturation is the worst instance's share of one core, of its memory limit or of a connection pool. */
export function processSignals(uses: Use[]): SignalValue[] {
  if (uses.length === 0) return [];
  const cores = uses.map((use) => use.cpuSeconds / use.seconds);
  const shares = uses.map((use, index) =>
    Math.max(Math.min(1, cores[index] ?? 0), use.limitBytes ? use.peakBytes / use.limitBytes : 0, use.poolShare ?? 0),
  );
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return [
    { signal: 'cpu', route: '', value: sum(cores) },
    { signal: 'memory', route: '', value: sum(uses.map((use) => use.peakBytes)) },
    { signal: 'restarts', route: '', value: sum(uses.map((use) => use.restarts)) },
    { signal: 'saturation', route: '', value: Math.max(...shares) },
  ];
}
