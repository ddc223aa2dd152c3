import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { appendAudit } from './audit.ts';
import { CHAIN_START } from './audit-hash.ts';
import { openListener } from './listen.ts';
import { channels } from './notify.ts';
import { auditEntries } from './schema.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let test1: TestDatabase;
beforeAll(async () => {
  test1 = await testDatabase();
});
afterAll(() => test1.close());

const append = (namespace: string, summary: string, externalId?: string) =>
  test1.db.transaction((tx) => appendAudit(tx, { namespace, eventType: 'OTHER', actor: SYSTEM, summary, externalId, source: 'ci' }));

test('entries of a namespace are chained from the start', async () => {
  await append('chained', 'first');
  await append('chained', 'second');
  const [first, second] = await test1.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.namespace, 'chained'))
    .orderBy(auditEntries.position);
  expect(first).toMatchObject({ position: 1, previousHash: CHAIN_START, author: 'control-plane' });
  expect(second).toMatchObject({ position: 2, previousHash: first?.hash });
});

test('the notice of an entry names its service as every notice does', async () => {
  const listener = openListener(test1.url);
  const heard = Promise.withResolvers<string>();
  const stop = listener.subscribe(channels.notices, heard.resolve, () => undefined);
  await listener.ready();
  await test1.db.transaction((tx) =>
    appendAudit(tx, { namespace: 'told', service: 'orders', eventType: 'OTHER', actor: SYSTEM, summary: 'told' }),
  );
  expect(JSON.parse(await heard.promise)).toMatchObject({ topic: 'changes', service: 'told/orders' });
  stop();
  await listener.close();
});

test('the same external id makes one entry, and the second caller is given its id', async () => {
  const first = await append('once', 'built', 'build-7');
  expect(await append('once', 'built', 'build-7')).toEqual({ id: first.id, created: false });
  expect(await append('elsewhere', 'built', 'build-7')).toEqual({ id: first.id, created: false });
  expect(await append('once', 'built', 'build-8')).toMatchObject({ created: true });
});

test('the application can neither change, remove nor truncate an entry, nor switch off the trigger', async () => {
  await append('kept', 'stays');
  const refused = { cause: { code: '42501' } };
  await expect(test1.db.update(auditEntries).set({ author: 'nobody' })).rejects.toMatchObject(refused);
  await expect(test1.db.delete(auditEntries)).rejects.toMatchObject(refused);
  await expect(test1.db.execute(sql`truncate audit_entries`)).rejects.toMatchObject(refused);
  await expect(test1.db.execute(sql`alter table audit_entries disable trigger all`)).rejects.toMatchObject(refused);
  await expect(test1.db.execute(sql`set session_replication_role = replica`)).rejects.toMatchObject(refused);
});

test('the trigger refuses even the owner', async () => {
  const refused = { cause: { message: expect.stringMatching(/append-only/) as string } };
  await expect(test1.owner.update(auditEntries).set({ author: 'nobody' })).rejects.toMatchObject(refused);
  await expect(test1.owner.delete(auditEntries)).rejects.toMatchObject(refused);
  await expect(test1.owner.execute(sql`truncate audit_entries cascade`)).rejects.toMatchObject(refused);
});
