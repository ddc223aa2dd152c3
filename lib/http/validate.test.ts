import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '#/lib/domain/errors.ts';
import { refuseUnstorable, validate } from './validate.ts';

const record = z.strictObject({ kind: z.enum(['A', 'B']), text: z.string() });
const oneOrMany = z.union([record, z.array(record)]);

function pathsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.errors.map((item) => item.path);
  }
  return [];
}

test.each([
  [{}, ['kind', 'text']],
  [[null], ['0']],
  [
    [
      { kind: 'A', text: 'x' },
      { kind: 'C', text: 'x' },
    ],
    ['1.kind'],
  ],
  [{ kind: 'A', text: 'x', more: 1 }, ['more']],
])('of what may be one or many, %j is told what is wrong with it in the form it came in', (value, paths) => {
  expect(pathsOf(() => validate(oneOrMany, value))).toEqual(paths);
});

test('a path parameter that no database could hold is refused by its name', () => {
  expect(pathsOf(() => refuseUnstorable({ namespace: 'a', id: 'x\0' }))).toEqual(['id']);
  expect(pathsOf(() => refuseUnstorable({ rest: ['a', '\ud800'] }))).toEqual(['rest']);
  expect(() => refuseUnstorable({ id: '文', rest: ['a'], none: undefined })).not.toThrow();
});
