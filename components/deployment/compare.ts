/** [unix milliseconds, value]; null is "no data". */
type Point = readonly [number, number | null];
export type ComparedSignal = 'traffic' | 'error_rate' | 'latency_p95';
export type Comparison = {
  before: number | null;
  after: number | null;
  verdict: 'better' | 'worse' | 'same' | 'unknown';
};

/** How much must change, as a ratio and as an amount in the signal's unit, to be more than noise. */
const THRESHOLDS = {
  traffic: { ratio: 2, amount: 0.5 },
  error_rate: { ratio: 2, amount: 0.01 },
  latency_p95: { ratio: 1.5, amount: 0.02 },
} as const satisfies Record<ComparedSignal, { ratio: number; amount: number }>;

function mean(points: readonly Point[]): number | null {
  const values = points.map((point) => point[1]).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The mean of a signal until one moment and from another on (unix milliseconds; null when that never came), and whether it got worse.
 * More traffic is neither good nor bad; losing more than half of it is worse.
 */
export function compareSignal(
  signal: ComparedSignal,
  points: readonly Point[],
  moments: { before: number; after: number | null },
): Comparison {
  const before = mean(points.filter((point) => point[0] < moments.before));
  const since = moments.after;
  const after = since === null ? null : mean(points.filter((point) => point[0] >= since));
  if (before === null || after === null) return { before, after, verdict: 'unknown' };
  const { ratio, amount } = THRESHOLDS[signal];
  const rose = after > before * ratio && after - before > amount;
  const fell = before > after * ratio && before - after > amount;
  if (signal === 'traffic') return { before, after, verdict: fell ? 'worse' : 'same' };
  return { before, after, verdict: rose ? 'worse' : fell ? 'better' : 'same' };
}
