import type { Context } from '#/lib/context.ts';
import type { Stretch } from '#/lib/domain/baseline.ts';
import type { Behaviour, RouteCounts, Sample } from '#/lib/domain/comparison.ts';
import type { Series, Signal } from '#/lib/domain/telemetry.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import type { MetricsQuery, Window } from '#/lib/ports.ts';

/** The grain in which behaviours are compared; no source is asked for finer. */
export const STEP_MS = 5_000;
const DEADLINE_MS = 3_000;
/** A step of which less lies within is left out. */
const LEAST_SHARE = 0.2;

type Asked = {
  window: Window;
  stretches: readonly Stretch[];
  /** Only of this version's instances; routes are of all. */ version?: string;
};

/** Requests, failures and latency of a service within the stretches, step by step, and by route. A source that fails throws. */
export async function behaviourIn(ctx: Context, service: ServiceRef, asked: Asked): Promise<Behaviour> {
  const ref = { cluster: service.cluster, namespace: service.namespace, name: service.name };
  const { version } = asked;
  const whole = (signal: Signal) => range(ctx, ref, signal, asked.window, version === undefined ? undefined : 'version');
  const byRoute = (signal: Signal) => range(ctx, ref, signal, asked.window, 'route');
  const [traffic, errors, p95, routeTraffic, routeErrors] = await Promise.all([
    whole('traffic'),
    whole('error_rate'),
    whole('latency_p95'),
    byRoute('traffic'),
    byRoute('error_rate'),
  ]);
  const own = (list: Series[]) => list.find((item) => version === undefined || item.labels.version === version);
  return {
    samples: samplesOf({ traffic: own(traffic), errors: own(errors), p95: own(p95) }, asked.stretches),
    routes: routeTraffic.map((item): RouteCounts => {
      const same = routeErrors.find((other) => other.labels.route === item.labels.route);
      const counts = samplesOf({ traffic: item, errors: same, p95: undefined }, asked.stretches);
      return {
        route: item.labels.route ?? '',
        requests: counts.reduce((sum, sample) => sum + sample.requests, 0),
        errors: counts.reduce((sum, sample) => sum + sample.errors, 0),
      };
    }),
  };
}

type Lines = { traffic: Series | undefined; errors: Series | undefined; p95: Series | undefined };

function samplesOf({ traffic, errors, p95 }: Lines, stretches: readonly Stretch[]): Sample[] {
  const [rates, slow] = [new Map(errors?.points), new Map(p95?.points)];
  return (traffic?.points ?? []).flatMap(([at, perSecond]) => {
    const { share, start } = coverage(at, stretches);
    const requests = Math.round((perSecond ?? 0) * (STEP_MS / 1000) * share);
    if (perSecond === null || share === 0) return [];
    // A step that reaches back before its stretch tells of nothing earlier.
    return [{ at: Math.max(at, start), requests, errors: Math.round((rates.get(at) ?? 0) * requests), p95: slow.get(at) ?? null }];
  });
}

/** How much of a step's measurement lies within one of the stretches, 0..1; it is taken to be made in the step's middle, of the time since the one before. */
function coverage(at: number, stretches: readonly Stretch[]): { share: number; start: number } {
  const measured = { start: at - STEP_MS / 2, end: at + STEP_MS / 2 };
  const inside = stretches.map(({ start, end }) => ({
    share: (Math.min(end, measured.end) - Math.max(start, measured.start)) / STEP_MS,
    start,
  }));
  const [most] = inside.toSorted((a, b) => b.share - a.share);
  return most && most.share >= LEAST_SHARE ? most : { share: 0, start: 0 };
}

/** One signal in steps of `STEP_MS`. */
export async function range(
  ctx: Context,
  service: ServiceRef,
  signal: Signal,
  window: Window,
  groupBy?: MetricsQuery['groupBy'],
): Promise<Series[]> {
  const deadline = AbortSignal.any([ctx.signal, AbortSignal.timeout(DEADLINE_MS)]);
  return (await ctx.ports.metrics.range({ service, signal, window, step: STEP_MS / 1000, groupBy }, deadline)).series;
}
