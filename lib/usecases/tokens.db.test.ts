import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roleScopes } from '#/lib/auth/policy.ts';
import { actorOfToken } from '#/lib/auth/tokens.ts';
import type { Context } from '#/lib/context.ts';
import { apiTokens, auditEntries, users } from '#/lib/db/schema.ts';
import { SYSTEM, type Actor } from '#/lib/domain/actor.ts';
import { httpWorld, type HttpWorld } from '#/lib/http/testing/world.ts';
import { createToken } from './create-token.ts';
import { ensureDemoToken, ensureDemoUsers } from './ensure-demo.ts';
import { listTokens } from './list-tokens.ts';
import { revokeToken } from './revoke-token.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await httpWorld();
});
afterAll(() => world.close());

const as = (actor: Partial<Actor>): Context => world.runtime.context({ ...SYSTEM, ...actor });

test('a token is stored as a hash, beside an audit entry that does not hold it', async () => {
  const { token, id, prefix } = await createToken(as({ name: 'ada' }), { name: 'pipeline', scopes: ['changes:write'] });
  const [row] = await world.database.db.select().from(apiTokens).where(eq(apiTokens.id, id));
  expect(JSON.stringify(row)).not.toContain(token.slice(12));
  const entries = await world.database.db.select().from(auditEntries);
  expect(entries).toMatchObject([{ author: 'ada', changes: [{ path: `tokens.${prefix}` }] }]);
  expect(JSON.stringify(entries)).not.toContain(token.slice(12));
});

test('only an admin may make, see or revoke tokens', async () => {
  const ctx = as({ scopes: ['read', 'deployments:write'] });
  await expect(createToken(ctx, { name: 'x', scopes: ['read'] })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listTokens(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(revokeToken(ctx, { id: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('nobody gives away teams that they are not in', async () => {
  const ctx = as({ kind: 'token', teams: ['everyone', 'payments'] });
  await expect(createToken(ctx, { name: 'x', scopes: ['read'], teams: ['*'] })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(createToken(ctx, { name: 'x', scopes: ['read'], teams: ['search'] })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await createToken(ctx, { name: 'x', scopes: ['read'], teams: ['payments'] })).toMatchObject({ teams: ['payments'] });
});

test('a token gives away no scope that it lacks, and does not let others speak for people unless it may', async () => {
  const poor = as({ kind: 'token', scopes: ['read', 'admin'], speaksForOthers: false });
  await expect(createToken(poor, { name: 'x', scopes: ['read', 'deployments:write'] })).rejects.toMatchObject({
    code: 'forbidden',
    message: '"control-plane" may not give away the scopes it lacks: deployments:write.',
  });
  await expect(createToken(poor, { name: 'x', scopes: ['read'], speaks_for_others: true })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await createToken(poor, { name: 'x', scopes: ['read', 'admin'] })).toMatchObject({ scopes: ['read', 'admin'] });
});

test('an administrator may make a token for alerts, though no person has that scope', async () => {
  const admin = as({ kind: 'user', scopes: roleScopes.admin, speaksForOthers: false });
  const given = { name: 'alertmanager', scopes: ['alerts:write' as const], speaks_for_others: true };
  expect(await createToken(admin, given)).toMatchObject({ scopes: ['alerts:write'] });
});

test('a token that is bound to teams is no admin, whatever its scopes: admins see every team', async () => {
  const { token } = await createToken(as({}), { name: 'x', scopes: [...SYSTEM.scopes], teams: ['payments'] });
  expect(await actorOfToken(world.database.db, token)).toMatchObject({ role: 'operator' });
});

test('a moment of expiry that has passed is refused', async () => {
  await expect(createToken(as({}), { name: 'x', scopes: ['read'], expires_at: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
    errors: [{ path: 'expires_at' }],
  });
});

test('revoking works once, is harmless twice, and leaves one entry', async () => {
  const { id, token } = await createToken(as({}), { name: 'short', scopes: ['read'] });
  await revokeToken(as({}), { id });
  await revokeToken(as({}), { id });
  expect(await actorOfToken(world.database.db, token)).toBeNull();
  const entries = await world.database.db.select().from(auditEntries).where(eq(auditEntries.summary, 'Revoke the API token "short"'));
  expect(entries).toHaveLength(1);
  await expect(revokeToken(as({}), { id: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
});

test('the list is paged without a gap or a repetition', async () => {
  for (let index = 0; index < 5; index += 1) await createToken(as({}), { name: `page ${index}`, scopes: ['read'] });
  const all = (await listTokens(as({}))).items.map((token) => token.id);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTokens(as({}), { limit: 2, cursor });
    paged.push(...page.items.map((token) => token.id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(paged).toEqual(all);
  await expect(listTokens(as({}), { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('the demo’s people and token are made once and put right again', async () => {
  const { db } = world.database;
  expect((await ensureDemoUsers(db)).map((user) => user.role)).toEqual(['viewer', 'operator', 'admin']);
  await db.update(users).set({ role: 'admin', disabledAt: new Date() }).where(eq(users.email, 'viewer@demo.local'));
  await ensureDemoUsers(db);
  const people = await db.select().from(users).where(eq(users.email, 'viewer@demo.local'));
  expect(people).toMatchObject([{ role: 'viewer', disabledAt: null }]);

  const token = await ensureDemoToken(db, null);
  expect(await ensureDemoToken(db, token)).toBe(token);
  expect(await actorOfToken(db, token)).toMatchObject({ role: 'admin', teams: '*', scopes: SYSTEM.scopes });
  const next = await ensureDemoToken(db, 'something else');
  expect(await actorOfToken(db, token)).toBeNull();
  expect(await actorOfToken(db, next)).not.toBeNull();
});
