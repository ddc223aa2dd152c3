const HOUR_MS = 3_600_000;

/** The ranges the list of changes offers, in milliseconds back from now. */
export const changeRanges = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS, '30d': 30 * 24 * HOUR_MS } as const;
export type ChangeRange = keyof typeof changeRanges;
export const changeRangeNames = Object.keys(changeRanges) as ChangeRange[];

/**
 * The times that a range asks for. Its end lies a day ahead, so that what happens while the page
 * is open falls into it and its address stays the same; both are cut to the minute.
 */
export function changeWindow(range: ChangeRange, now: number): { start_time: string; end_time: string } {
  const minute = Math.floor(now / 60_000) * 60_000;
  return { start_time: new Date(minute - changeRanges[range]).toISOString(), end_time: new Date(minute + 24 * HOUR_MS).toISOString() };
}
