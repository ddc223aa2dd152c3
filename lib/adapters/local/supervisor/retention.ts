import type { AgentDatabase } from './database.ts';

const EVERY_MS = 60_000;
const BATCH = 5000;
const MAX_BATCHES = 40;
/** How long raw samples, lines and spans are kept, and their one-minute roll-ups. */
export type Kept = { rawHours: number; rollupDays: number };
/** Newest rows kept of one service, whatever their age. */
const ROW_CAPS = { local_logs: 200_000, local_samples: 400_000, local_spans: 100_000 } as const;

type Table = keyof typeof ROW_CAPS;
const timeColumn: Record<Table, string> = { local_logs: 'at', local_samples: 'at', local_spans: 'start' };
const tables = Object.keys(ROW_CAPS) as Table[];

/** Deletes raw rows that are too old or too many and old roll-ups, a few thousand at a time so that nobody waits. */
export function createRetention(sql: AgentDatabase, kept: Kept, caps: Record<Table, number> = ROW_CAPS) {
  async function inBatches(remove: () => Promise<{ count: number }>): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) if ((await remove()).count < BATCH) return;
  }

  async function byAge(table: Table): Promise<void> {
    const column = sql(timeColumn[table]);
    await inBatches(
      () => sql`delete from ${sql(table)} where ctid = any(array(
        select ctid from ${sql(table)} where ${column} < now() - make_interval(hours => ${kept.rawHours}) limit ${BATCH}))`,
    );
  }

  async function byCount(table: Table): Promise<void> {
    const column = sql(timeColumn[table]);
    const services = await sql<{ service: string }[]>`select service from ${sql(table)} group by service having count(*) > ${caps[table]}`;
    for (const { service } of services) {
      const [oldest] = await sql<{ at: Date }[]>`
        select ${column} as at from ${sql(table)} where service = ${service} order by ${column} desc offset ${caps[table]} limit 1`;
      if (!oldest) continue;
      await inBatches(
        () => sql`delete from ${sql(table)} where ctid = any(array(
          select ctid from ${sql(table)} where service = ${service} and ${column} <= ${oldest.at} limit ${BATCH}))`,
      );
    }
  }

  /** One pass over everything. */
  async function prune(): Promise<void> {
    for (const table of tables) {
      await byAge(table);
      await byCount(table);
    }
    await inBatches(
      () => sql`delete from local_rollups where ctid = any(array(
        select ctid from local_rollups where minute < now() - make_interval(days => ${kept.rollupDays}) limit ${BATCH}))`,
    );
  }

  return { prune, everyMs: EVERY_MS };
}
