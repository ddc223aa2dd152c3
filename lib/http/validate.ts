import type { z } from 'zod';
import { AppError, type FieldError } from '#/lib/domain/errors.ts';
import { isStorable } from './parse-json.ts';

/** zod's issues as the contract's `errors`: an unknown field is named itself, a union by the branch that came closest. */
function fieldErrors(issues: readonly z.core.$ZodIssue[], prefix: readonly PropertyKey[] = []): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key].map(String).join('.'), message: 'is not a known field' }));
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = issue.errors.reduce((best, branch) => (reach(branch) > reach(best) ? branch : best));
      if (closest.length > 0) return fieldErrors(closest, path);
    }
    return [{ path: path.map(String).join('.'), message: issue.message }];
  });
}

/** How far a branch of a union followed the value: the deeper its first complaint the likelier it was meant, then the fewer. */
function reach(issues: readonly z.core.$ZodIssue[]): number {
  const depth = issues[0]?.code === 'unrecognized_keys' ? issues[0].path.length + 1 : (issues[0]?.path.length ?? 0);
  return depth * 1000 - issues.length;
}

/** Parses `value` with `schema`, or refuses it with every field that is wrong. */
export function validate<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues).slice(0, 100);
  const [first] = errors;
  const text = first ? `${first.path || 'The value'}: ${first.message}` : 'The input is not valid';
  throw new AppError('invalid_input', `${text}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}.`, { errors });
}

/** Refuses path parameters that no database could hold, by their name. */
export function refuseUnstorable(params: Record<string, unknown>): void {
  const wrong = Object.entries(params).find(([, value]) => !isStorable([value].flat().join('')));
  if (!wrong) return;
  const reason = 'holds a character that cannot be stored';
  throw new AppError('invalid_input', `${wrong[0]}: ${reason}.`, { errors: [{ path: wrong[0], message: reason }] });
}

/** Query parameters as an object; one that is given twice, or that holds a NUL, is refused by its name. */
export function queryObject(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of search) {
    const reason = name in query ? 'is given more than once' : !isStorable(name + value) ? 'holds a character that cannot be stored' : null;
    if (reason)
      throw new AppError('invalid_input', `${name.slice(0, 100)}: ${reason}.`, { errors: [{ path: name.slice(0, 100), message: reason }] });
    query[name] = value;
  }
  return { ...query };
}
