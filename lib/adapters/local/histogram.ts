/** Observations per upper bound, cumulative as Prometheus counts them; the last bound is +Inf. */
export type Buckets = Map<number, number>;

/** Adds `more` to `into`, bound by bound. */
export function addBuckets(into: Buckets, more: Buckets): void {
  for (const [bound, count] of more) into.set(bound, (into.get(bound) ?? 0) + count);
}

/**
 * The value below which the share `q` (0 to 1) of observations lies, by linear interpolation within its
 * bucket as `histogram_quantile` does; null without observations or without bounds to interpolate between.
 */
export function quantile(buckets: Buckets, q: number): number | null {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  const finite = sorted.filter(([bound]) => Number.isFinite(bound));
  const total = sorted.at(-1)?.[1] ?? 0;
  const highest = finite.at(-1);
  if (total <= 0 || !highest) return null;
  const rank = q * total;
  let below = 0;
  let start = 0;
  for (const [bound, count] of finite) {
    // Counters are read one after the other, so that a later bound may seem to hold fewer.
    const cumulative = Math.max(below, count);
    if (cumulative >= rank && cumulative > below) {
      const from = start === 0 && bound <= 0 ? bound : start;
      return from + (bound - from) * ((rank - below) / (cumulative - below));
    }
    below = cumulative;
    start = bound;
  }
  return highest[0];
}
