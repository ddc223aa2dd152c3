import type { Window } from '#/lib/ports.ts';
import type { ReadLine } from './log-lines.ts';
import { mineSets, severityOf, type Template } from './templates.ts';

/** A statement that is told now and was not before, or far more often than before. Rates are per minute. */
export type NewTemplate = {
  template: Template;
  kind: 'new' | 'grown';
  before: { count: number; rate: number };
  after: { count: number; rate: number };
};

/** A statement that always came and comes no more. */
export type VanishedTemplate = { template: Template; before: { count: number; rate: number }; expected: number };

const MOST = 50;
const MINUTE = 60_000;
/** Grown: at least so many times as often, told at least so often, and this many standard deviations beyond chance. */
const GROWTH = 3;
const GROWN_COUNT = 5;
const DEVIATIONS = 4;
/** Expected so often, silence is no chance: e^-8 is less than 1 in 2,000. */
const MISSED = 8;
/** Unremarkable lines from which a growth of all traffic can be told. */
const ENOUGH_QUIET = 20;

/**
 * The templates of `after` that `before` lacks or that grew out of proportion, worse ones first. The windows are
 * the time each log covers, by default from its first line to its last; of a log that was cut, from its first line
 * on. Traffic that grew as a whole makes no template grow.
 */
export function newTemplates(
  before: readonly ReadLine[],
  after: readonly ReadLine[],
  windows: { before: Window; after: Window } = { before: covered(before), after: covered(after) },
): NewTemplate[] {
  const minutes = { before: minutesOf(windows.before), after: minutesOf(windows.after) };
  const rows = mineSets([before, after]);
  const scale = Math.max(minutes.after / minutes.before, trafficGrowth(rows));
  return rows
    .flatMap(([old = null, now = null]): NewTemplate[] => {
      if (!now || (old && !grown(old.count, now.count, scale))) return [];
      return [
        {
          template: now,
          kind: old ? 'grown' : 'new',
          before: { count: old?.count ?? 0, rate: (old?.count ?? 0) / minutes.before },
          after: { count: now.count, rate: now.count / minutes.after },
        },
      ];
    })
    .toSorted((a, b) => severityOf(b.template) - severityOf(a.template) || b.after.count - a.after.count)
    .slice(0, MOST);
}

/** The templates of `before` that were told so often that their absence from `after` is no chance, most missed first. */
export function vanishedTemplates(
  before: readonly ReadLine[],
  after: readonly ReadLine[],
  windows: { before: Window; after: Window } = { before: covered(before), after: covered(after) },
): VanishedTemplate[] {
  const minutes = { before: minutesOf(windows.before), after: minutesOf(windows.after) };
  return mineSets([before, after])
    .flatMap(([old = null, now = null]): VanishedTemplate[] => {
      const expected = ((old?.count ?? 0) * minutes.after) / minutes.before;
      return old && !now && expected >= MISSED
        ? [{ template: old, before: { count: old.count, rate: old.count / minutes.before }, expected }]
        : [];
    })
    .toSorted((a, b) => b.expected - a.expected)
    .slice(0, MOST);
}

/** Whether `after` is more than chance makes of `before` at `scale` times the exposure: a binomial split, by its normal approximation. */
function grown(before: number, after: number, scale: number): boolean {
  if (after < GROWN_COUNT || after < GROWTH * before * scale) return false;
  const share = scale / (1 + scale);
  const all = before + after;
  return after - all * share >= DEVIATIONS * Math.sqrt(all * share * (1 - share));
}

/** How many times as many unremarkable lines there are as before: what more requests alone bring. */
function trafficGrowth(rows: (Template | null)[][]): number {
  const quiet = (side: number) =>
    rows.reduce((sum, row) => {
      const template = row[side];
      return template && severityOf(template) < 3 && row.every((item) => item !== null) ? sum + template.count : sum;
    }, 0);
  const before = quiet(0);
  return before >= ENOUGH_QUIET ? quiet(1) / before : 0;
}

function covered(lines: readonly ReadLine[]): Window {
  const first = lines[0]?.at ?? 0;
  const last = lines.at(-1)?.at ?? first;
  return { start: first, end: Math.max(last, first + 1) };
}

/** At least a second, so that a handful of lines of one moment is no rate of thousands. */
function minutesOf({ start, end }: Window): number {
  return Math.max(end - start, 1_000) / MINUTE;
}
