import type { Context } from '#/lib/context.ts';
import { givenInstant } from '#/lib/contract/instant.ts';
import { AppError } from '#/lib/domain/errors.ts';
import type { Window } from '#/lib/ports.ts';

const MAX_RANGE_MS = 31 * 24 * 3_600_000;

/** `start` and `end` of the telemetry calls, RFC 3339; left out: the last hour. */
export const rangeQuery = {
  start: givenInstant().optional(),
  end: givenInstant().optional(),
};

/** The window that is meant. 400 naming the parameter when it is reversed or longer than 31 days. */
export function windowOf(ctx: Context, range: { start?: string; end?: string }): Window {
  const end = range.end ? Date.parse(range.end) : ctx.now().getTime();
  const start = range.start ? Date.parse(range.start) : end - 3_600_000;
  const refuse = (path: string, text: string) => new AppError('invalid_input', `${path}: ${text}`, { errors: [{ path, message: text }] });
  if (start >= end) throw refuse('end', 'must be later than start.');
  if (end - start > MAX_RANGE_MS) throw refuse('start', 'must be at most 31 days before end.');
  return { start, end };
}
