import { z } from 'zod';

/** The last millisecond of the year 9999: later ones have no RFC 3339 form. */
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment as a caller gives it: RFC 3339 with any offset, from 1970 to 9999, which every store can hold. */
export function givenInstant(error = 'give a time as RFC 3339, e.g. 2026-01-31T12:00:00.000Z') {
  return z.iso.datetime({ offset: true, error, abort: true }).refine((text) => Date.parse(text) >= 0 && Date.parse(text) <= LATEST, error);
}

/** A time range as a caller gives it; times become UTC with milliseconds, as everywhere on the wire. */
export const givenRangeSchema = z
  .object({ start: givenInstant(), end: givenInstant() })
  .refine((range) => Date.parse(range.start) < Date.parse(range.end), { path: ['end'], message: 'must be later than start' })
  .transform((range) => ({ start: new Date(range.start).toISOString(), end: new Date(range.end).toISOString() }));
