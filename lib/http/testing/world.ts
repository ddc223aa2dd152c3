import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { cookieNames } from '#/lib/auth/cookies.ts';
import { mintToken } from '#/lib/auth/secrets.ts';
import { openSession } from '#/lib/db/credentials.ts';
import { apiTokens, users } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { Role, Scope } from '#/lib/domain/actor.ts';
import { runtime, useRuntime, type Runtime } from '#/lib/runtime.ts';

const SECRET = 'a secret of the tests, longer than 32 characters';

export type HttpWorld = {
  database: TestDatabase;
  runtime: Runtime;
  /** A stored API token's text. */
  token(scopes: readonly Scope[], given?: { teams?: string[]; expiresAt?: Date; revoked?: boolean }): Promise<string>;
  /** A person with an open session: the Cookie header of their browser. */
  person(role: Role, teams?: string[]): Promise<{ id: string; email: string; sessionId: string; cookie: string }>;
  close(): Promise<void>;
};

/** The web's runtime on a fresh database, for calling route handlers in this very process. */
export async function httpWorld(): Promise<HttpWorld> {
  const database = await testDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    NEXTAUTH_SECRET: SECRET,
    ENCRYPTION_KEY: '0'.repeat(64),
    DEMO: '1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  });
  useRuntime(undefined);
  const composed = runtime('test');
  return {
    database,
    runtime: composed,
    async token(scopes, given = {}) {
      const { token, prefix, hash } = mintToken();
      await database.db.insert(apiTokens).values({
        id: randomUUID(),
        name: `token ${prefix}`,
        prefix,
        hash,
        scopes: [...scopes],
        teams: given.teams ?? ['*'],
        createdBy: 'test',
        expiresAt: given.expiresAt ?? null,
        revokedAt: given.revoked ? new Date() : null,
      });
      return token;
    },
    async person(role, teams = []) {
      const [id, sessionId] = [randomUUID(), randomUUID()];
      const email = `${id}@example.test`;
      await database.db.insert(users).values({ id, email, name: `A ${role}`, role, teams });
      await openSession(database.db, { id: sessionId, userId: id, seconds: 3600, userAgent: 'test' });
      const cookie = `${cookieNames(false).session}=${await encode({ token: { sid: sessionId }, secret: SECRET })}`;
      return { id, email, sessionId, cookie };
    },
    async close() {
      useRuntime(undefined);
      await composed.close();
      await database.close();
    },
  };
}

/** Headers that a browser on our own page sends with a mutating call. */
export const fromOurPage = {
  host: 'localhost',
  origin: 'http://localhost',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};
