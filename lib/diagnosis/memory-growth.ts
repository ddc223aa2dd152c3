import type { Point } from '#/lib/domain/telemetry.ts';
import { slopeOf } from './onset-detection.ts';
import type { Observations } from './observations.ts';
import { measured, signalOf } from './signals.ts';

/** Points and time that a growth must have lasted for. */
const LEAST_POINTS = 12;
const LEAST_MS = 60_000;
/** Share of the whole gain that one part may have: more is a jump, no steady growth. */
const LARGEST_PART = 0.5;

export type Growth = { /** bytes per ms */ perMs: number; from: number; to: number; since: number };

/** The subject's memory per instance, in bytes; the signal is the sum of all that run. */
export function perInstance(observations: Observations): { evidence: string; points: Point[] } | null {
  const memory = signalOf(observations, observations.service, 'memory');
  const running = Math.max(1, observations.instances?.value.length ?? 1);
  return memory && { evidence: memory.evidence, points: memory.points.map(([at, value]) => [at, value === null ? null : value / running]) };
}

/** Steady growth: the lowest value of each sixth of the time is above that of the one before. Null when it stood still or fell back. */
export function steadyGrowth(points: readonly Point[]): Growth | null {
  const known = measured(points);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < LEAST_POINTS || last.at - first.at < LEAST_MS) return null;
  const size = known.length / 6;
  const floors = Array.from({ length: 6 }, (_, part) =>
    Math.min(...known.slice(Math.floor(part * size), Math.floor((part + 1) * size)).map(({ value }) => value)),
  );
  const gains = floors.slice(1).map((floor, index) => floor - (floors[index] ?? floor));
  const gained = (floors.at(-1) ?? 0) - (floors[0] ?? 0);
  // A leak gains in every part; a jump gains once and then stands still.
  if (gained <= 0 || gains.some((gain) => gain <= 0) || Math.max(...gains) > LARGEST_PART * gained) return null;
  return { perMs: slopeOf(known), from: first.value, to: last.value, since: first.at };
}

/** How memory came to its limit: in steps upward all the while, or at once; null when too little was measured. */
export function leakOrSpike(points: readonly Point[], since: number): 'leak' | 'spike' | null {
  const known = measured(points).filter(({ at }) => at >= since);
  if (known.length < 3) return null;
  const gains = known.slice(1).map(({ value }, index) => value - (known[index]?.value ?? value));
  const gained = gains.filter((gain) => gain > 0).reduce((sum, gain) => sum + gain, 0);
  return gained > 0 && Math.max(...gains) > 0.7 * gained ? 'spike' : 'leak';
}
