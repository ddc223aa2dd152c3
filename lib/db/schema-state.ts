import journal from '#/drizzle/meta/_journal.json' with { type: 'json' };

/** Whatever runs a statement and answers its rows: a pool of ours, or the bare driver. */
export type Asked = { execute(query: string): PromiseLike<Iterable<Record<string, unknown>>> };

export type SchemaState = 'current' | 'behind' | 'ahead';

/**
 * How the database stands to the migrations that this version knows. `behind`: migrate it.
 * `ahead`: a newer version was here, and this one must not touch the data.
 */
export async function schemaState(db: Asked): Promise<SchemaState> {
  const [table] = await db.execute(`select to_regclass('drizzle.__drizzle_migrations') is not null as there`);
  if (table?.there !== true) return 'behind';
  const [row] = await db.execute(`select max(created_at)::text as last from drizzle.__drizzle_migrations`);
  const applied = Number(row?.last ?? 0);
  const known = journal.entries.at(-1)?.when ?? 0;
  if (applied === known) return 'current';
  return applied < known ? 'behind' : 'ahead';
}
