import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import postgres from 'postgres';
import { z } from 'zod';
import journal from '#/drizzle/meta/_journal.json' with { type: 'json' };
import { migrate } from '../migrate.ts';
import { copyStatement, endSchema, headerSchema, ROWS_END, tableEndSchema, tableSchema } from './format.ts';
import { linesOf } from './lines.ts';
import { tablesInOrder, tableWithRows, type TableColumns } from './tables.ts';
import type { BackupSummary } from './write.ts';

const END = Buffer.from(ROWS_END);
type Lines = AsyncGenerator<Buffer, undefined>;

/**
 * Brings a backup into an empty database, which is migrated first: all of it or nothing. Throws a message
 * that says why not: another version's backup, a database that holds something, a file that is not whole.
 */
export async function restoreBackup(ownerUrl: string, path: string): Promise<BackupSummary & { takenAt: string }> {
  const file = createReadStream(path);
  const unzipped = file.pipe(createGunzip());
  file.once('error', (error) => unzipped.destroy(error));
  const lines = linesOf(unzipped);
  try {
    const header = await jsonLine(lines, headerSchema, 'This is not a backup of the Control Plane, or one of another format.');
    const known = journal.entries.at(-1)?.when ?? 0;
    if (header.schema !== known) {
      const other = header.schema < known ? 'an older' : 'a newer';
      throw new Error(
        `The backup was taken by ${other} version with another schema. Restore it with that version, then bring that version up to date.`,
      );
    }
    await refuseRows(ownerUrl);
    await migrate(ownerUrl);
    const summary = await withOwner(ownerUrl, (sql) => sql.begin((tx) => bringIn(tx, lines)));
    return { ...summary, takenAt: header.taken_at };
  } finally {
    unzipped.destroy();
    file.destroy();
  }
}

/** Asked before anything is migrated, so that a database in use is not touched by a slip. */
function refuseRows(ownerUrl: string): Promise<void> {
  return withOwner(ownerUrl, refuseNonEmpty);
}

async function refuseNonEmpty(sql: postgres.Sql | postgres.TransactionSql): Promise<void> {
  const table = await tableWithRows(sql);
  if (table) throw new Error(`The database is not empty ("${table}" has rows). A backup is restored into a new, empty database only.`);
}

async function withOwner<T>(ownerUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(ownerUrl, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: 'control-plane-restore', TimeZone: 'UTC', statement_timeout: 0, lock_timeout: 10_000 },
  });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function bringIn(tx: postgres.TransactionSql, lines: Lines): Promise<BackupSummary> {
  const known = await tablesInOrder(tx);
  // Nobody may write between the look at the tables and the commit.
  for (const { table } of known) await tx`lock table ${tx('public')}.${tx(table)} in share row exclusive mode`;
  await refuseNonEmpty(tx);
  const summary = { tables: 0, rows: 0 };
  for (;;) {
    const line = await jsonLine(lines, z.union([tableSchema, endSchema]), 'The file is damaged: a table or its end was expected.');
    if ('end' in line) {
      if (line.tables !== summary.tables || line.rows !== summary.rows)
        throw new Error('The file is not whole: tables or rows are missing.');
      await continueIdentities(tx, known);
      return summary;
    }
    summary.rows += await copyIn(tx, known, line, lines);
    summary.tables += 1;
  }
}

async function copyIn(tx: postgres.TransactionSql, known: TableColumns[], { table, columns }: TableColumns, lines: Lines): Promise<number> {
  const here = known.find((one) => one.table === table);
  if (!here || [...columns].sort().join() !== [...here.columns].sort().join())
    throw new Error(`The table "${table}" of the backup is not the one that this version knows.`);
  const hash = createHash('sha256');
  let rows = 0;
  const into = await tx.unsafe(copyStatement(table, columns, 'from stdin')).writable();
  const done = finished(into);
  done.catch(() => undefined);
  try {
    for await (const line of untilEnd(lines)) {
      const row = Buffer.concat([line, Buffer.from('\n')]);
      hash.update(row);
      rows += 1;
      if (!into.write(row)) await Promise.race([once(into, 'drain'), done]);
    }
  } catch (error) {
    // Ends the COPY, which the server would otherwise wait for.
    into.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  into.end();
  await done;
  const expected = await jsonLine(lines, tableEndSchema, `The file is damaged after the rows of "${table}".`);
  if (expected.rows !== rows || expected.sha256 !== hash.digest('hex'))
    throw new Error(`The rows of "${table}" are not as they were written: the file is damaged.`);
  return rows;
}

async function* untilEnd(lines: Lines): AsyncGenerator<Buffer, undefined> {
  for (;;) {
    const { value } = await lines.next();
    if (!value) throw new Error('The file ends in the middle of a table: it is not whole.');
    if (value.equals(END)) return;
    yield value;
  }
}

async function jsonLine<S extends z.ZodType>(lines: Lines, schema: S, otherwise: string): Promise<z.infer<S>> {
  try {
    const { value } = await lines.next();
    return schema.parse(JSON.parse(value ? value.toString('utf8') : ''));
  } catch (error) {
    throw new Error(otherwise, { cause: error });
  }
}

/** Numbers that the database gives out itself go on after the greatest that was brought in. */
async function continueIdentities(tx: postgres.TransactionSql, known: TableColumns[]): Promise<void> {
  const identities = await tx<{ table: string; column: string }[]>`
    select c.relname as "table", a.attname as "column" from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' and c.relname = any(${known.map(({ table }) => table)})`;
  for (const { table, column } of identities) {
    await tx`select setval(pg_get_serial_sequence(${`public.${table}`}, ${column}), greatest(max(${tx(column)}), 1), max(${tx(column)}) is not null)
      from ${tx('public')}.${tx(table)}`;
  }
}
