import type postgres from 'postgres';
import { LEFT_OUT } from './format.ts';

type Sql = postgres.Sql | postgres.TransactionSql;
export type TableColumns = { table: string; columns: string[] };

/** The product's tables with their columns, each after all that it refers to. */
export async function tablesInOrder(sql: Sql): Promise<TableColumns[]> {
  const tables = await sql<TableColumns[]>`
    select c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relname = any(${LEFT_OUT})
    group by c.relname order by c.relname`;
  const references = await sql<{ from: string; to: string }[]>`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`;
  const ordered: TableColumns[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.filter(({ table }) => !placed.has(table) && references.every(({ from, to }) => from !== table || placed.has(to)));
    if (next.length === 0) throw new Error('The tables refer to each other in a circle, so that no order can be found to copy them in.');
    for (const one of next) placed.add(one.table);
    ordered.push(...next);
  }
  return ordered;
}

/** A table of the product that holds rows already; null when all that exist are empty. */
export async function tableWithRows(sql: Sql): Promise<string | null> {
  for (const { table } of await tablesInOrder(sql)) {
    const [row] = await sql<{ any: boolean }[]>`select exists (select from ${sql('public')}.${sql(table)}) as any`;
    if (row?.any) return table;
  }
  return null;
}
