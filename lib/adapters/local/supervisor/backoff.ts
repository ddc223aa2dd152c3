const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Having been ready this long forgives earlier ends. */
export const FORGIVEN_AFTER_MS = 60_000;

/** Ends without having been ready in between that make a crash loop. */
export const CRASH_LOOP_ENDS = 3;

/** How long to wait before the next start, after `ends` ends in a row (1 is the first). */
export function backoffMs(ends: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, Math.min(ends, 20) - 1), LONGEST_MS);
}
