import type { Gathered } from './gather-changes.ts';

export type Lane = { key: string; name: string; rows: Gathered[] };

/** The changes of each service apart, in the order in which the services appear; what hangs on no service lies in its namespace's lane. */
export function lanes(rows: readonly Gathered[]): Lane[] {
  const found = new Map<string, Lane>();
  for (const row of rows) {
    const { service, namespace } = row.record;
    const key = `${namespace}/${service ?? ''}`;
    const lane = found.get(key) ?? { key, name: service ?? namespace, rows: [] };
    lane.rows.push(row);
    found.set(key, lane);
  }
  return [...found.values()];
}

/** The changes from one moment to another (unix ms), whichever is the earlier. */
export function between(rows: readonly Gathered[], one: number, other: number): Gathered[] {
  const [start, end] = [Math.min(one, other), Math.max(one, other)];
  return rows.filter(({ record }) => {
    const at = Date.parse(record.timestamp);
    return at >= start && at <= end;
  });
}

/** The time from the first change to the last, and `margin` (a share of it) on both sides; unix ms. */
export function bounds(rows: readonly Gathered[], margin: number): { start: number; end: number } {
  const times = rows.map(({ record }) => Date.parse(record.timestamp));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const edge = (last - first) * margin;
  return { start: first - edge, end: last + edge };
}
