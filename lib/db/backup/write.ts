import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, link, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import postgres from 'postgres';
import journal from '#/drizzle/meta/_journal.json' with { type: 'json' };
import { schemaState } from '../schema-state.ts';
import { copyStatement, FORMAT, FORMAT_VERSION, ROWS_END } from './format.ts';
import { tablesInOrder } from './tables.ts';

const NEWLINE = 0x0a;
export type BackupSummary = { tables: number; rows: number };

/**
 * Writes everything that the database holds, as it was at one moment, into a new file that only its owner
 * may read; others may go on working meanwhile. The file appears when it is whole. Throws when it exists
 * already or when the database is not of this version's schema.
 */
export async function writeBackup(ownerUrl: string, path: string, signal?: AbortSignal): Promise<BackupSummary> {
  await access(path).then(
    () => {
      throw new Error(`${path} exists already. Name a new file.`);
    },
    () => undefined,
  );
  const sql = postgres(ownerUrl, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: 'control-plane-backup', TimeZone: 'UTC', statement_timeout: 0 },
  });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const state = await schemaState({ execute: (query) => sql.unsafe(query) });
    if (state !== 'current') throw new Error(`The database's schema is ${state} of this version. Run the version that it belongs to.`);
    return await sql.begin('isolation level repeatable read read only', async (tx) => {
      const summary = { tables: 0, rows: 0 };
      await pipeline(content(tx, summary), createGzip(), createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }), { signal });
      // A link, unlike a rename, does not take the place of what has come to be there meanwhile.
      await link(partial, path);
      return summary;
    });
  } finally {
    await rm(partial, { force: true });
    await sql.end({ timeout: 1 });
  }
}

async function* content(tx: postgres.TransactionSql, summary: BackupSummary): AsyncGenerator<string | Buffer> {
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const [now] = await tx<{ at: string }[]>`select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;
  yield line({ format: FORMAT, version: FORMAT_VERSION, schema: journal.entries.at(-1)?.when ?? 0, taken_at: now?.at ?? '' });
  for (const { table, columns } of await tablesInOrder(tx)) {
    yield line({ table, columns });
    const hash = createHash('sha256');
    let rows = 0;
    for await (const chunk of await tx.unsafe(copyStatement(table, columns, 'to stdout')).readable()) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      for (const byte of bytes) if (byte === NEWLINE) rows += 1;
      yield bytes;
    }
    yield `${ROWS_END}\n${line({ rows, sha256: hash.digest('hex') })}`;
    summary.tables += 1;
    summary.rows += rows;
  }
  yield line({ end: true, ...summary });
}
