import { z } from 'zod';
import { AppError } from '#/lib/domain/errors.ts';
import { storableJson } from '#/lib/domain/storable.ts';

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;

/** The two query parameters of every list; spread it into a list's own query schema. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: z.string().min(1).max(1000).optional(),
};

/** What a list's use case returns: one page, and the position of its last item when there is more. */
export type Page<T> = { items: T[]; next: string | null };

/** The position after which the next page begins: the sort key of the last item, opaque to callers. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The sort key in a cursor; one that was not made by `encodeCursor` for this shape is a bad request. */
export function decodeCursor<T extends z.ZodType>(cursor: string, shape: T): z.infer<T> {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const position: unknown = JSON.parse(text);
    if (storableJson(position) !== JSON.stringify(position)) throw new Error('no database could hold it');
    return shape.parse(position);
  } catch (cause) {
    const reason = 'is not one that this list has handed out';
    throw new AppError('invalid_input', `cursor ${reason}.`, { errors: [{ path: 'cursor', message: reason }], cause });
  }
}
