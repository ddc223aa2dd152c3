/** The ranges that a dashboard offers: length in ms, distance of points in s, how often to ask again in ms, distance of ticks in ms. */
export const ranges = {
  '15m': { ms: 15 * 60_000, step: 5, every: 5_000, tick: 3 * 60_000 },
  '1h': { ms: 60 * 60_000, step: 15, every: 15_000, tick: 10 * 60_000 },
  '6h': { ms: 6 * 3_600_000, step: 60, every: 30_000, tick: 3_600_000 },
  '24h': { ms: 24 * 3_600_000, step: 240, every: 60_000, tick: 4 * 3_600_000 },
} as const;
export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as Range[];

/** The range that an address names, the shortest when it names none. */
export function rangeOf(text: string | null | undefined): Range {
  return rangeNames.find((name) => name === text) ?? '15m';
}
