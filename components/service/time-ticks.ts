/** Round moments of an axis from `start` to `end`, `step` apart (all ms); `offset` is the reader's distance from UTC as `getTimezoneOffset()` gives it, in minutes. */
export function timeTicks(start: number, end: number, step: number, offset: number): number[] {
  const shift = offset * 60_000;
  const first = Math.ceil((start - shift) / step) * step + shift;
  const count = end < first ? 0 : Math.floor((end - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => first + index * step);
}
