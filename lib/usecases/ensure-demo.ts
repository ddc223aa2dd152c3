import { randomUUIDv7 } from 'node:crypto';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { hashPassword, hashToken, mintToken, tokenPrefix } from '#/lib/auth/secrets.ts';
import type { Database } from '#/lib/db/client.ts';
import { apiTokens, users } from '#/lib/db/schema.ts';
import { roles, type Role } from '#/lib/domain/actor.ts';
import { scopes } from '#/lib/domain/words.ts';

export type DemoUser = { email: string; password: string; role: Role };

const DEMO_TOKEN_NAME = 'demo';

/** The people of the demo. Their passwords are public on purpose, and open nothing outside the demo. */
export const demoUsers: readonly DemoUser[] = roles.map((role) => ({ email: `${role}@demo.local`, password: `demo-${role}`, role }));

/** Whether an address, in lower case, is of the demo. */
export function isDemoUser(email: string): boolean {
  return demoUsers.some((user) => user.email === email);
}

/** Makes the demo's people, or puts their role and password back; answers them for `demo.json`. */
export async function ensureDemoUsers(db: Database): Promise<DemoUser[]> {
  for (const { email, password, role } of demoUsers) {
    const fields = { name: `Demo ${role}`, role, teams: ['*'], passwordHash: await hashPassword(password), disabledAt: null };
    await db
      .insert(users)
      .values({ id: randomUUIDv7(), email, ...fields })
      .onConflictDoUpdate({ target: users.email, set: fields });
  }
  return [...demoUsers];
}

/** The demo's token, with every scope and team: the remembered one while it is valid, else a new one in its place. */
export async function ensureDemoToken(db: Database, remembered: string | null): Promise<string> {
  if (remembered && (await isValid(db, remembered))) return remembered;
  const { token, prefix, hash } = mintToken();
  await db.transaction(async (tx) => {
    await tx
      .update(apiTokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiTokens.name, DEMO_TOKEN_NAME), eq(apiTokens.createdBy, 'demo'), isNull(apiTokens.revokedAt)));
    await tx.insert(apiTokens).values({
      id: randomUUIDv7(),
      name: DEMO_TOKEN_NAME,
      prefix,
      hash,
      scopes: [...scopes],
      teams: ['*'],
      speaksForOthers: true,
      createdBy: 'demo',
    });
  });
  return token;
}

async function isValid(db: Database, token: string): Promise<boolean> {
  const prefix = tokenPrefix(token);
  if (!prefix) return false;
  const unexpired = or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`now()`));
  const rows = await db
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(and(eq(apiTokens.prefix, prefix), eq(apiTokens.hash, hashToken(token)), isNull(apiTokens.revokedAt), unexpired));
  return rows.length > 0;
}
