import { eq, sql, type SQL } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { message } from '#/lib/domain/text.ts';
import { appendAudit } from './audit.ts';
import { verifyChain } from './audit-verify.ts';
import { openDatabase } from './client.ts';
import { auditEntries } from './schema.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const append = (namespace: string, summary: string) =>
  database.db.transaction((tx) =>
    appendAudit(tx, {
      namespace,
      eventType: 'CONFIG_UPDATE',
      actor: SYSTEM,
      summary: message('literal', { text: summary }),
      changes: [{ path: 'config.RATE', before: null, after: { zeta: 0.1, alpha: ['1', null, true], 漢字: 1e21 } }],
    }),
  );

/** What somebody with the owner's rights can do: take the guard away, change, and put it back. */
async function tamper(statement: SQL): Promise<void> {
  await database.owner.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_entries disable trigger user`);
    await tx.execute(statement);
    await tx.execute(sql`alter table audit_entries enable always trigger audit_entries_append_only`);
  });
}

test('untouched chains are whole, and so is an empty log', async () => {
  expect(await verifyChain(database.db)).toEqual({ chains: 0, entries: 0, broken: null });
  for (const namespace of ['production', 'staging', 'production']) await append(namespace, 'set the rate');
  expect(await verifyChain(database.db)).toEqual({ chains: 2, entries: 3, broken: null });
});

test('an altered entry is named with its position and id', async () => {
  await append('production', 'first');
  const { id } = await append('production', 'second');
  await append('production', 'third');
  await tamper(sql`update audit_entries set author = 'somebody else' where id = ${id}`);
  expect((await verifyChain(database.db)).broken).toMatchObject({ namespace: 'production', position: 2, id, problem: 'altered' });
});

test('an entry altered together with its hash no longer carries the one after it', async () => {
  const { id } = await append('production', 'first');
  const second = await append('production', 'second');
  const [entry] = await database.db.select().from(auditEntries).where(eq(auditEntries.id, id));
  if (!entry) throw new Error('not appended');
  const { entryHash } = await import('./audit-hash.ts');
  const forged = entryHash({ ...entry, author: 'somebody else' });
  await tamper(sql`update audit_entries set author = 'somebody else', hash = ${forged} where id = ${id}`);
  expect((await verifyChain(database.db)).broken).toMatchObject({ position: 2, id: second.id, problem: 'unlinked' });
});

test('removed entries are missed in the middle, at the end, and when all are gone', async () => {
  for (const summary of ['first', 'second', 'third']) await append('production', summary);
  await tamper(sql`delete from audit_entries where position = 2`);
  expect((await verifyChain(database.db)).broken).toMatchObject({ position: 2, id: null, problem: 'missing' });
  await tamper(sql`delete from audit_entries where position > 1`);
  expect((await verifyChain(database.db)).broken).toMatchObject({ position: 2, id: null, problem: 'missing' });
  await tamper(sql`truncate audit_entries`);
  expect((await verifyChain(database.db)).broken).toMatchObject({ position: 1, id: null, problem: 'missing' });
});

test('many writers at once keep the chains whole, also over more than one page', async () => {
  const writers = await Promise.all([1, 2, 3].map(async () => openDatabase(database.url, { max: 3 })));
  const namespaces = ['a', 'b'];
  await Promise.all(
    writers.flatMap((db) =>
      Array.from({ length: 200 }, (_, index) =>
        db
          .transaction(async (tx) => {
            await appendAudit(tx, {
              namespace: namespaces[index % 2] ?? '',
              eventType: 'OTHER',
              actor: SYSTEM,
              summary: `entry ${index}`,
              externalId: `id-${index}`,
            });
            // Every third transaction is rolled back and must leave no hole.
            if (index % 3 === 0 && db === writers[0]) throw new Error('rolled back');
          })
          .catch(() => undefined),
      ),
    ),
  );
  await Promise.all(writers.map((db) => db.close()));
  expect(await verifyChain(database.db)).toEqual({ chains: 2, entries: 200, broken: null });
  for (let more = 0; more < 400; more++) await append('a', 'more');
  expect(await verifyChain(database.db)).toMatchObject({ entries: 600, broken: null });
});
