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
  return rows.some(({ at: _, ...values }) => Object.values(values).some((value) => value !== null && value !== undefined));
}

/** Points arrive a little late: so many at the end may be missing before "now" is unknown. */
const LATE_ROWS = 4;

/** The newest known value of a line, or null when it has not been known of late. */
export function newest(rows: readonly ChartRow[], name: string): number | null {
  return rows.slice(-LATE_ROWS).findLast((row) => row[name] !== null && row[name] !== undefined)?.[name] ?? null;
}
