import type { Overview } from '#/lib/contract/overview.ts';

type Spark = Overview['services'][number]['traffic'];

/** The newest minutes are "now"; what came before them in the same half hour is what they are held against. */
const NOW_MS = 3 * 60_000;
/** Fewer points say nothing about what is usual. */
const LEAST_POINTS = 5;

/** What the current figure is compared with: the same time a day before or, for what is younger, the half hour until now. */
export function beforeOf(spark: Spark): { value: number | null; since: 'day' | 'half_hour' } {
  if (spark.before !== null) return { value: spark.before, since: 'day' };
  const end = spark.points.at(-1)?.[0] ?? 0;
  const earlier = spark.points.flatMap(([at, value]) => (at <= end - NOW_MS && value !== null ? [value] : []));
  const mean = earlier.reduce((sum, value) => sum + value, 0) / earlier.length;
  return { value: earlier.length < LEAST_POINTS ? null : mean, since: 'half_hour' };
}
