import type { Context } from '#/lib/context.ts';
import type { Overview } from '#/lib/contract/overview.ts';
import type { Point, Signal } from '#/lib/domain/telemetry.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import type { ServiceRow } from './resolve-service.ts';

type Sparkline = Overview['services'][number]['traffic'];

const DEADLINE_MS = 3_000;
const MINUTE = 60_000;
const SPAN_MS = 30 * MINUTE;
const DAY_MS = 24 * 60 * MINUTE;
/** With fewer points than this, a service that is new would show no line: a finer step is read. */
const FEW_POINTS = 8;

/** The last 30 minutes of the three signals, their newest value, and their mean at the same time a day before. */
export async function sparklines(ctx: Context, row: ServiceRow): Promise<Record<'traffic' | 'error_rate' | 'latency_p95', Sparkline>> {
  const [traffic, error_rate, latency_p95] = await Promise.all([
    sparkline(ctx, row, 'traffic'),
    sparkline(ctx, row, 'error_rate'),
    sparkline(ctx, row, 'latency_p95'),
  ]);
  return { traffic, error_rate, latency_p95 };
}

const none = (signal: Signal): Sparkline => ({ unit: signalUnits[signal], points: [], current: null, before: null });

/** Of a service that does not run: old figures would read as present ones. */
export const noSparklines = { traffic: none('traffic'), error_rate: none('error_rate'), latency_p95: none('latency_p95') };

async function sparkline(ctx: Context, row: ServiceRow, signal: Signal): Promise<Sparkline> {
  const now = ctx.now().getTime();
  const mayRead = ctx.actor.scopes.includes('telemetry:read');
  const read = (end: number, step: number) => (mayRead ? points(ctx, row, signal, end, step) : Promise.resolve([]));
  const [coarse, before] = await Promise.all([read(now, 60), read(now - DAY_MS, 60)]);
  const shown = known(coarse).length < FEW_POINTS ? await read(now, 10) : coarse;
  const earlier = known(before);
  return {
    unit: signalUnits[signal],
    points: shown,
    current: known(shown).at(-1) ?? null,
    before: earlier.length === 0 ? null : earlier.reduce((sum, value) => sum + value, 0) / earlier.length,
  };
}

async function points(ctx: Context, row: ServiceRow, signal: Signal, end: number, step: number): Promise<Point[]> {
  const service = { cluster: row.cluster, namespace: row.namespace, name: row.name };
  const deadline = AbortSignal.any([ctx.signal, AbortSignal.timeout(DEADLINE_MS)]);
  // A source that cannot be read leaves an empty line, never a zero.
  const answer = await ctx.ports.metrics
    .range({ service, signal, window: { start: end - SPAN_MS, end }, step }, deadline)
    .catch(() => null);
  return answer?.series[0]?.points ?? [];
}

function known(line: Point[]): number[] {
  return line.flatMap(([, value]) => (value === null ? [] : [value]));
}
