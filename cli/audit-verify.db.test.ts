import { spawn } from 'node:child_process';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendAudit } from '#/lib/db/audit.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function verify(environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['cli/audit-verify.ts'], { env: { ...process.env, ...environment }, timeout: 20_000 });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code, output }));
  });
}

const append = (summary: string) =>
  database.db.transaction((tx) => appendAudit(tx, { namespace: 'production', eventType: 'OTHER', actor: SYSTEM, summary }));

test('it ends with 0 on a whole log, and with 1 naming the first broken entry', async () => {
  await append('first');
  const { id } = await append('second');
  expect(await verify({ DATABASE_URL: database.url })).toMatchObject({
    code: 0,
    output: expect.stringContaining('2 entries in 1 chains') as string,
  });

  await database.owner.execute(sql`alter table audit_entries disable trigger user`);
  await database.owner.execute(sql`update audit_entries set summary = 'never happened' where id = ${id}`);
  const { code, output } = await verify({ DATABASE_URL: database.url });
  expect(code).toBe(1);
  expect(output).toContain(`position 2 of namespace "production" in cluster "default", id ${id}, was altered`);
});

test('it ends with 2 and the reason when it cannot look', async () => {
  const missing = await verify({ DATABASE_URL: '', DATA_DIR: '/nowhere/at/all' });
  expect(missing).toMatchObject({ code: 2, output: expect.stringContaining('no database in DATA_DIR "/nowhere/at/all"') as string });
  const silent = await verify({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/nothing' });
  expect(silent).toMatchObject({ code: 2, output: expect.stringContaining('cannot be reached') as string });
  expect(silent.output).not.toContain('secret');
});
