import { AppError } from '#/lib/domain/errors.ts';

/** The value that is given under either of two names of one thing; 400 when they differ. */
export function oneOf<K extends string>(given: { [name in K]?: string | undefined }, first: K, second: K): string | undefined {
  const [a, b] = [given[first], given[second]];
  if (a !== undefined && b !== undefined && a !== b) {
    const text = `"${first}" and "${second}" are two names of one thing and differ ("${a}", "${b}")`;
    throw new AppError('bad_request', `The request contradicts itself: ${text}.`, {
      errors: [{ path: second, message: `differs from ${first}` }],
    });
  }
  return a ?? b;
}
