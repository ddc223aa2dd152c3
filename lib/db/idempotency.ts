import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { idempotencyKeys } from './schema.ts';

export type IdempotentCall = { actorId: string; key: string; /** SHA-256 over method, path and body. */ requestHash: string };
export type StoredAnswer = { status: number; body: unknown; headers: Record<string, string> };

/** After this long without an answer the first call is taken for dead; no call may work longer. */
const ABANDONED = sql`now() - interval '90 seconds'`;

const same = (call: Pick<IdempotentCall, 'actorId' | 'key'>) =>
  and(eq(idempotencyKeys.actorId, call.actorId), eq(idempotencyKeys.key, call.key));

/** What became of an earlier call with the key: `mine` means that there was none and this one may go ahead. */
export type Claim =
  { state: 'mine' } | { state: 'running' } | { state: 'mismatch' } | { state: 'lost' } | { state: 'answered'; answer: StoredAnswer };

/**
 * Claims the key for this call, or tells of the earlier one; settled by the unique key. A first call
 * that died before it changed anything may be made again; one that died after it is `lost`.
 */
export async function claimKey(db: Database, call: IdempotentCall): Promise<Claim> {
  await db.delete(idempotencyKeys).where(and(same(call), lt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`)));
  const inserted = await db.insert(idempotencyKeys).values(call).onConflictDoNothing().returning({ key: idempotencyKeys.key });
  if (inserted.length > 0) return { state: 'mine' };
  const [row] = await db
    .select({
      requestHash: idempotencyKeys.requestHash,
      status: idempotencyKeys.status,
      body: idempotencyKeys.body,
      headers: idempotencyKeys.headers,
      committed: idempotencyKeys.committed,
      abandoned: sql<boolean>`${idempotencyKeys.createdAt} < ${ABANDONED}`,
    })
    .from(idempotencyKeys)
    .where(same(call));
  if (!row) return { state: 'running' };
  if (row.requestHash !== call.requestHash) return { state: 'mismatch' };
  if (row.status !== null) return { state: 'answered', answer: { status: row.status, body: row.body, headers: row.headers ?? {} } };
  if (!row.abandoned) return { state: 'running' };
  return row.committed ? { state: 'lost' } : takeOver(db, call);
}

async function takeOver(db: Database, call: IdempotentCall): Promise<Claim> {
  const taken = await db
    .update(idempotencyKeys)
    .set({ createdAt: sql`now()` })
    .where(and(same(call), isNull(idempotencyKeys.status), eq(idempotencyKeys.committed, false), lt(idempotencyKeys.createdAt, ABANDONED)))
    .returning({ key: idempotencyKeys.key });
  return { state: taken.length > 0 ? 'mine' : 'running' };
}

/** Keeps the first answer for whoever repeats the call. */
export async function keepAnswer(db: Database, call: IdempotentCall, answer: StoredAnswer): Promise<void> {
  await db.update(idempotencyKeys).set(answer).where(same(call));
}

/** Forgets a call that failed without a lasting answer, so that it can be made again. */
export async function releaseKey(db: Database, call: IdempotentCall): Promise<void> {
  await db.delete(idempotencyKeys).where(and(same(call), isNull(idempotencyKeys.status), eq(idempotencyKeys.committed, false)));
}

/** The same database, whose transactions also note that the call has changed something: they commit together. */
export function notingCommits(db: Database, call: IdempotentCall): Database {
  const transaction: Database['transaction'] = (work, config) =>
    db.transaction(async (tx) => {
      const result = await work(tx);
      await tx.update(idempotencyKeys).set({ committed: true }).where(same(call));
      return result;
    }, config);
  return new Proxy(db, {
    get: (target, property, receiver) => (property === 'transaction' ? transaction : (Reflect.get(target, property, receiver) as unknown)),
  });
}
