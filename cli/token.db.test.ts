import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorOfToken } from '#/lib/auth/tokens.ts';
import { auditEntries } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function token(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: '/nonexistent' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['cli/token.ts', ...args], { env, timeout: 25_000 }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

test('a token that is made here works, is listed without its secret, and ends when it is revoked', async () => {
  const made = await token('create', 'ci', '--scopes', 'read,changes:write', '--teams', 'payments', '--expires', '30d');
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^cp_\w{8}_\S{43}\n$/);
  const text = made.out.trim();
  expect(await actorOfToken(database.db, text)).toMatchObject({
    name: 'ci',
    scopes: ['read', 'changes:write'],
    teams: ['everyone', 'payments'],
  });

  const listed = await token('list');
  expect(listed.out).toContain(text.slice(0, 11));
  expect(listed.out).not.toContain(text.slice(12));

  expect((await token('revoke', text.slice(0, 11))).code).toBe(0);
  expect(await actorOfToken(database.db, text)).toBeNull();
  const entries = await database.db.select({ summary: auditEntries.summary }).from(auditEntries);
  expect(entries.map((entry) => entry.summary)).toEqual([
    'Create the API token "ci" with the scopes read, changes:write',
    'Revoke the API token "ci"',
  ]);
});

test.each([[['create', 'x', '--scopes', 'root']], [['create', 'x', '--scope', 'read']]])(
  'the arguments %j are answered with the usage',
  async (args) => {
    const { code, err } = await token(...args);
    expect(code).toBe(2);
    expect(err).toContain('Usage:');
  },
);

test('what is not there cannot be revoked', async () => {
  const { code, err } = await token('revoke', 'cp_nothing0');
  expect(code).toBe(1);
  expect(err).toContain('there is no token "cp_nothing0"');
});
