import type { z } from 'zod';
import { AppError } from '#/lib/domain/errors.ts';

/** The input as the schema understands it; AppError `invalid_input` naming each path that it does not. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const first = errors[0];
  throw new AppError('invalid_input', first ? `${first.path || 'input'}: ${first.message}` : 'The input is not valid.', { errors });
}
