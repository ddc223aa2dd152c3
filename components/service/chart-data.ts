import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';

/** One moment of a chart: unix ms and a value for each line, null where nothing is known. */
export type ChartRow = { at: number } & Record<string, number | null>;

/** Puts the first series of several answers onto one time axis; null for an answer that is not there yet. */
export function chartRows(answers: Record<string, MetricsAnswer | undefined>): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  for (const [name, answer] of Object.entries(answers)) {
    for (const [at, value] of answer?.series[0]?.points ?? []) {
      const row = rows.get(at) ?? { at };
      row[name] = value;
      rows.set(at, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

/** Whether there is anything to draw. */
export function hasData(rows: readonly ChartRow[]): boolean {
  return rows.some(isKnown);
}

function isKnown({ at: _, ...values }: ChartRow): boolean {
  return Object.values(values).some((value) => value !== null && value !== undefined);
}

/** An emptiness at the left is explained from this share of the range on. */
const NOTED_SHARE = 0.08;

/** When data begins (unix ms), where that is well within the range; null where it reaches back to the start or there is none. */
export function knownSince(rows: readonly ChartRow[]): number | null {
  const index = rows.findIndex(isKnown);
  return index > rows.length * NOTED_SHARE ? (rows[index]?.at ?? null) : null;
}

/** Points arrive a little late: so many at the end may be missing before "now" is unknown. */
const LATE_ROWS = 4;

/** The newest known value of a line, or null when it has not been known of late. */
export function newest(rows: readonly ChartRow[], name: string): number | null {
  return rows.slice(-LATE_ROWS).findLast((row) => row[name] !== null && row[name] !== undefined)?.[name] ?? null;
}

/** The rows of every moment of a window, unknown ones included, so that the charts of a page have the same moments one for one. */
export function onGrid(rows: readonly ChartRow[], { start, end, step }: { start: number; end: number; step: number }): ChartRow[] {
  const known = new Map(rows.map((row) => [Math.round((row.at - start) / step), row]));
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => ({ ...known.get(index), at: start + index * step }));
}
