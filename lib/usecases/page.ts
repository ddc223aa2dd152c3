import { lt, or, and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { givenInstant } from '#/lib/contract/instant.ts';
import { decodeCursor, encodeCursor, type Page } from '#/lib/contract/paging.ts';

const positionSchema = z.tuple([givenInstant(), z.string().min(1)]);

/** Rows that come after the cursor in a list ordered by time and id, newest first; undefined without a cursor. */
export function olderThan(cursor: string | undefined, time: PgColumn, id: PgColumn): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [at, last] = decodeCursor(cursor, positionSchema);
  const moment = new Date(at);
  return or(lt(time, moment), and(eq(time, moment), lt(id, last)));
}

/** Cuts a page from rows that were read with one more than `limit`. */
export function cutPage<R, T>(rows: R[], limit: number, position: (row: R) => [at: Date, id: string], present: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  if (rows.length <= limit || last === undefined) return { items: shown.map(present), next: null };
  const [at, id] = position(last);
  return { items: shown.map(present), next: encodeCursor([at.toISOString(), id]) };
}
