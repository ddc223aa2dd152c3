import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

/** Runs a program with nothing but these variables. */
function run(file: string, env: Record<string, string>): Promise<{ code: number; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file],
      { env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env }, timeout: 90_000 },
      (error, _, err) => resolve({ code: Number(error?.code ?? 0), err }),
    );
  });
}

const secret = 'x'.repeat(40);
const database = 'postgres://nobody@localhost:1/none';

test.each([
  ['cli/start.ts', {}, 'NEXTAUTH_SECRET must be set'],
  ['cli/start.ts', { NEXTAUTH_SECRET: secret }, 'DATABASE_URL is not set'],
  ['cli/start.ts', { NEXTAUTH_SECRET: secret, DATABASE_URL: database }, 'NEXTAUTH_URL is not set'],
  ['worker.ts', {}, 'DATABASE_URL is not set'],
  ['worker.ts', { DATABASE_URL: database, ENCRYPTION_KEY: 'short' }, 'ENCRYPTION_KEY must be 32 random bytes'],
  ['agent.ts', {}, 'DATABASE_URL is not set'],
  ['agent.ts', { DATABASE_URL: database }, 'LOCAL_PLATFORM_CONFIG is not set'],
  ['agent.ts', { DATABASE_URL: database, RETENTION_ROLLUP_DAYS: 'ever' }, 'RETENTION_ROLLUP_DAYS'],
] as const)(
  '%s with %j says in a sentence what is missing',
  async (file, env, sentence) => {
    const { code, err } = await run(file, env);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/^\s+at /m);
  },
  30_000,
);
