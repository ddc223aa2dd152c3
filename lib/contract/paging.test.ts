import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './paging.ts';

const shape = z.tuple([z.string(), z.number()]);

test('a cursor is the position that it was made of', () => {
  expect(decodeCursor(encodeCursor(['a', 1]), shape)).toEqual(['a', 1]);
});

test.each(['x', '', encodeCursor(['a']), encodeCursor(['a\0', 1]), encodeCursor(['\ud800', 1])])(
  'the cursor %j was not handed out, and is refused by its name',
  (cursor) => {
    expect(() => decodeCursor(cursor, shape)).toThrow('cursor is not one that this list has handed out');
  },
);
