import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './client.ts';
import { schemaProblem } from './require-schema.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let older: TestDatabase;
let newer: TestDatabase;
const dataDir = mkdtempSync(join(tmpdir(), 'require-schema-'));
beforeAll(async () => {
  [older, newer] = await Promise.all([testDatabase({ empty: true }), testDatabase()]);
  await newer.owner.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 99999999999999)`);
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await Promise.all([older.close(), newer.close()]);
});

/** Runs a program as its npm script does, until it ends by itself; a minute is far more than it needs to refuse. */
async function run(args: string[], databaseUrl: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOCAL_PLATFORM_CONFIG: 'demo/platform.json',
      LOCAL_BASE_PORT: String(31_000 + Math.floor(Math.random() * 900)),
      NEXTAUTH_SECRET: 'a secret of more than thirty-two characters',
      NEXTAUTH_URL: 'http://localhost:1',
      LOG_LEVEL: 'silent',
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

const web = [
  '--input-type=module',
  '--eval',
  `const { startWeb } = await import('#/lib/http/start-web.ts'); await startWeb(); console.log('served');`,
];

describe.each([
  ['worker', ['worker.ts']],
  ['agent', ['agent.ts']],
  ['web', web],
])('the %s', (_, args) => {
  it('refuses a database that is older than itself and names the migration', async () => {
    const { code, said } = await run(args, older.url);
    expect(code).toBe(1);
    expect(said).toMatch(/^The database is behind this version.*npm run db:migrate/);
    expect(said).not.toMatch(/served|\n\s+at /);
  });

  it('refuses a database that is newer than itself and names the newer version', async () => {
    const { code, said } = await run(args, newer.url);
    expect(code).toBe(1);
    expect(said).toMatch(/^The database was migrated by a newer version.*Start that newer version/);
  });
});

it('takes a login without the role that the migration makes for a database that was never migrated', async () => {
  const db = openDatabase(older.url, { max: 1, role: 'role_that_no_migration_has_made' });
  expect(await schemaProblem(db)).toMatch(/npm run db:migrate/);
  await db.close();
});

it('does not take a database that is away for one that needs a migration', async () => {
  const db = openDatabase('postgres://nobody@127.0.0.1:1/nothing', { max: 1 });
  await expect(schemaProblem(db)).rejects.toThrow();
  await db.close();
});
