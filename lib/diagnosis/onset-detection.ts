import type { Point } from '#/lib/domain/telemetry.ts';

/** A signal that rose and stayed up: when, and the level before and after. */
export type Step = { /** unix ms of the first risen point */ at: number; before: number; after: number };
export type OnsetClass = 'since_change' | 'since_creation' | 'after_healthy';

/** Points that make a baseline, and risen ones in a row that make a step. */
const LEAST_BEFORE = 6;
const PERSISTENCE = 3;
/** Hampel's identifier: so many scaled median absolute deviations from the median are no noise. */
const DEVIATIONS = 4;
const SCALE = 1.4826;
/** Share of the points after a step that must have stayed up. */
const STAYS = 0.7;

/**
 * The one step up of a signal; null when there is none, and when it is ambiguous: bad from the first
 * point, drifting, or risen more than once. The level before is the median of all points so far and
 * noise their median absolute deviation (Hampel 1974; Davies and Gather 1993), so that spikes and
 * missing points move neither. `floor` is the least rise that matters, in the signal's unit.
 */
export function findStep(points: readonly Point[], floor: number): Step | null {
  const known = points.flatMap(([at, value]) => (value === null ? [] : [{ at, value }]));
  const index = stepAt(known, floor);
  if (index === null) return null;
  const [before, after] = [known.slice(0, index), known.slice(index)];
  const [low, high] = [medianOf(before), medianOf(after)];
  // A second rise of comparable size leaves open which of them is meant.
  const rest = stepAt(after, Math.max(floor, (high - low) / 2));
  if (rest !== null || drifts(known, index)) return null;
  return { at: after[0]?.at ?? 0, before: low, after: high };
}

/**
 * What a step goes with: a change shortly before it, the creation of what is measured, or neither, after
 * it had been well; null when several changes or both could be meant. Times and margin in ms.
 */
export function classOf(step: Step, given: { changes: readonly number[]; createdAt: number | null; margin: number }): OnsetClass | null {
  const { changes, createdAt, margin } = given;
  const close = (at: number) => at <= step.at && step.at - at <= margin;
  const near = changes.filter(close).length;
  if (createdAt !== null && close(createdAt)) return near > 1 ? null : 'since_creation';
  if (near > 1) return null;
  return near === 1 ? 'since_change' : 'after_healthy';
}

type Known = { at: number; value: number };

function stepAt(known: readonly Known[], floor: number): number | null {
  for (let index = LEAST_BEFORE; index + PERSISTENCE <= known.length; index += 1) {
    const before = known.slice(0, index);
    const level = medianOf(before);
    const spread = SCALE * medianOf(before.map(({ value }) => ({ value: Math.abs(value - level) })));
    const limit = level + Math.max(floor, DEVIATIONS * spread);
    const after = known.slice(index);
    const up = after.map(({ value }) => value > limit);
    const lasts = up.filter(Boolean).length >= STAYS * up.length && up.slice(-PERSISTENCE).filter(Boolean).length >= 2;
    if (up.slice(0, PERSISTENCE).every(Boolean) && lasts) return index;
  }
  return null;
}

/** Whether one straight line describes the points better than two levels do, by absolute deviation. */
function drifts(known: readonly Known[], index: number): boolean {
  const [low, high] = [medianOf(known.slice(0, index)), medianOf(known.slice(index))];
  const levels = known.reduce((sum, { value }, at) => sum + Math.abs(value - (at < index ? low : high)), 0);
  const slope = slopeOf(known);
  const centre = medianOf(known.map(({ at, value }) => ({ value: value - slope * at })));
  return known.reduce((sum, { at, value }) => sum + Math.abs(value - slope * at - centre), 0) < levels;
}

/** The median slope between pairs half the series apart (Theil and Sen, in Siegel's thrifty form), per ms. */
export function slopeOf(known: readonly Known[]): number {
  const half = Math.floor(known.length / 2);
  const slopes = known.slice(0, known.length - half).flatMap((from, index) => {
    const to = known[index + half];
    return to && to.at > from.at ? [{ value: (to.value - from.value) / (to.at - from.at) }] : [];
  });
  return medianOf(slopes);
}

function medianOf(items: readonly { value: number }[]): number {
  const sorted = items.map(({ value }) => value).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}
