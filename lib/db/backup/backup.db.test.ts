import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '#/lib/usecases/create-token.ts';
import { testWorld } from '#/lib/usecases/testing/world.ts';
import { updateConfig } from '#/lib/usecases/update-config.ts';
import { verifyChain } from '../audit-verify.ts';
import { localLogs, localSamples, services } from '../schema.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { restoreBackup } from './restore.ts';
import { tablesInOrder } from './tables.ts';
import { writeBackup } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
const file = join(folder, 'filled.backup');
let filled: TestDatabase;

/** A database in which every kind of value stands: names in Chinese, tabs, backslashes, NaN, arrays, secrets. */
beforeAll(async () => {
  filled = await testDatabase();
  const world = testWorld(filled.db);
  const name = await world.service('shop', { config: { DB_PASSWORD: 'hunter2', PATHS: 'C:\\new\tline\nand 中文 \\.' }, replicas: 2 });
  const changed = await updateConfig(world.as('operator'), { service: { name }, patch: { set: { MODE: '\\N' } } });
  await world.settle(changed.id);
  await createToken(world.as('admin'), { name: 'ci', scopes: ['read'], teams: ['*'] });
  const lines = Array.from({ length: 2_500 }, (_, index) => ({
    service: 'production/shop',
    instance: `shop-${index}`,
    version: '1.0.0',
    stream: 'stdout' as const,
    level: null,
    at: new Date(),
    line: `line ${index}\t\\. "quoted" ${'x'.repeat(index % 200)}`,
  }));
  await filled.db.insert(localLogs).values(lines);
  await filled.db
    .insert(localSamples)
    .values([Number.NaN, 1 / 3, 5e-324].map((value) => ({ service: 's', signal: 'cpu', at: new Date(), value })));
  await writeBackup(filled.ownerUrl, file);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await filled.close();
});

/** Rows and a fingerprint of every table. */
async function contents(database: TestDatabase): Promise<Record<string, unknown>> {
  const tables = await tablesInOrder(database.owner.$client);
  const entries = await Promise.all(
    tables.map(async ({ table }) => {
      const [row] = await database.owner.execute(
        sql`select count(*)::int as rows, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as md5 from ${sql.identifier(table)} t`,
      );
      return [table, row] as const;
    }),
  );
  return Object.fromEntries(entries);
}

async function refusedInto(damaged: Buffer, reason: string | RegExp): Promise<void> {
  const path = join(folder, `damaged-${damaged.length}`);
  writeFileSync(path, damaged);
  const empty = await testDatabase({ empty: true });
  try {
    await expect(restoreBackup(empty.ownerUrl, path)).rejects.toThrow(reason);
    const [row] = await empty.owner.execute(sql`select to_regclass('public.services') as there`);
    if (row?.there) expect(await empty.owner.$count(services)).toBe(0);
  } finally {
    await empty.close();
  }
}

test('an empty database holds everything again, its audit chain whole and its numbers going on', async () => {
  const other = await testDatabase({ empty: true });
  try {
    expect(await restoreBackup(other.ownerUrl, file)).toMatchObject({ tables: Object.keys(await contents(filled)).length });
    expect(await contents(other)).toEqual(await contents(filled));
    expect(await verifyChain(other.db)).toEqual(await verifyChain(filled.db));
    const [last] = await other.db.select({ last: sql<number>`max(id)::int` }).from(localLogs);
    const one = { service: 's', instance: 'i', version: '1', stream: 'stdout' as const, at: new Date(), line: 'new' };
    expect((await other.db.insert(localLogs).values(one).returning({ id: localLogs.id }))[0]?.id).toBe((last?.last ?? 0) + 1);
    const world = testWorld(other.db);
    await world.settle((await updateConfig(world.as('operator'), { service: { name: 'shop' }, patch: { set: { NEW: '1' } } })).id);
    expect((await verifyChain(other.db)).broken).toBeNull();
    await expect(other.db.execute(sql`delete from audit_entries`)).rejects.toThrow();
  } finally {
    await other.close();
  }
});

test('only its owner may read the file, the secrets in it are sealed, and nothing is overwritten', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(gunzipSync(readFileSync(file)).toString()).not.toContain('hunter2');
  const before = readFileSync(file);
  await expect(writeBackup(filled.ownerUrl, file)).rejects.toThrow('exists already');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a database that holds something is left as it is', async () => {
  const before = await contents(filled);
  await expect(restoreBackup(filled.ownerUrl, file)).rejects.toThrow('The database is not empty');
  expect(await contents(filled)).toEqual(before);
});

test('a backup of another schema or of something else is refused', async () => {
  const text = gunzipSync(readFileSync(file)).toString('latin1');
  const older = text.replace(/"schema":\d+/, '"schema":1');
  const newer = text.replace(/"schema":\d+/, '"schema":9999999999999');
  await refusedInto(gzipSync(Buffer.from(older, 'latin1')), 'taken by an older version');
  await refusedInto(gzipSync(Buffer.from(newer, 'latin1')), 'taken by a newer version');
  await refusedInto(Buffer.from('not a backup'), 'not a backup of the Control Plane');
  await refusedInto(gzipSync('{"format":"other"}\n'), 'not a backup of the Control Plane');
});

test('a file that is cut or altered brings nothing in', async () => {
  const whole = readFileSync(file);
  await refusedInto(whole.subarray(0, Math.floor(whole.length * 0.7)), /unexpected end|not whole/);
  const text = gunzipSync(whole).toString('latin1');
  await refusedInto(gzipSync(Buffer.from(text.replace('line 1234', 'line 4321'), 'latin1')), 'not as they were written');
  const lines = text.split('\n');
  await refusedInto(gzipSync(Buffer.from(lines.slice(0, lines.indexOf('\\.') + 2).join('\n') + '\n', 'latin1')), 'damaged');
});
