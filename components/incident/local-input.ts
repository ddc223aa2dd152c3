/** A moment as `datetime-local` fields write it, in the browser's own zone, to the minute. */
export function localInput(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What such a field holds as RFC 3339, or null when it is empty or no time. */
export function momentOf(text: string): string | null {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
