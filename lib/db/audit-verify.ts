import { asc, sql, type SQL } from 'drizzle-orm';
import { CHAIN_START, entryHash, type AuditEntry } from './audit-hash.ts';
import type { Database, Transaction } from './client.ts';
import { auditEntries, auditHeads } from './schema.ts';

const PAGE = 500;

/** Where a chain is not as it was written. `id` is null when it is an entry that is not there. */
export type ChainBreak = {
  cluster: string;
  namespace: string;
  position: number;
  id: string | null;
  /**
   * `altered`: the entry is not what its hash was made of. `unlinked`: it does not follow the one
   * before it. `missing`: an entry before it, or at the end of the chain, is gone.
   */
  problem: 'altered' | 'unlinked' | 'missing';
  expected: string;
  found: string;
};
export type ChainState = { chains: number; entries: number; broken: ChainBreak | null };

/**
 * Walks every chain in one snapshot, page by page, up to the first break. Others may append
 * meanwhile; what they append is not looked at.
 */
export function verifyChain(db: Database): Promise<ChainState> {
  return db.transaction(walk, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

type Head = typeof auditHeads.$inferSelect;
const chainName = (entry: { cluster: string; namespace: string }) => JSON.stringify([entry.cluster, entry.namespace]);

async function walk(tx: Transaction): Promise<ChainState> {
  const heads = new Map((await tx.select().from(auditHeads)).map((head) => [chainName(head), head]));
  const state: ChainState = { chains: 0, entries: 0, broken: null };
  let last: AuditEntry | null = null;
  for (;;) {
    const page: AuditEntry[] = await tx
      .select()
      .from(auditEntries)
      .where(after(last))
      .orderBy(asc(auditEntries.cluster), asc(auditEntries.namespace), asc(auditEntries.position))
      .limit(PAGE);
    for (const entry of page) {
      const before: AuditEntry | null = last && chainName(last) === chainName(entry) ? last : null;
      if (!before) {
        if (last) state.broken = endBreak(last, takeHead(heads, last));
        if (state.broken) return state;
        state.chains++;
      }
      state.broken = entryBreak(entry, before);
      if (state.broken) return state;
      state.entries++;
      last = entry;
    }
    if (page.length < PAGE) break;
  }
  if (last) state.broken = endBreak(last, takeHead(heads, last));
  for (const head of heads.values()) state.broken ??= emptyBreak(head);
  return state;
}

function after(last: AuditEntry | null): SQL | undefined {
  if (!last) return undefined;
  return sql`(${auditEntries.cluster}, ${auditEntries.namespace}, ${auditEntries.position}) > (${last.cluster}, ${last.namespace}, ${last.position})`;
}

function takeHead(heads: Map<string, Head>, entry: AuditEntry): Head | undefined {
  const head = heads.get(chainName(entry));
  heads.delete(chainName(entry));
  return head;
}

/** What is wrong with an entry that follows `before`, which is null at the start of its chain. */
export function entryBreak(entry: AuditEntry, before: AuditEntry | null): ChainBreak | null {
  const { cluster, namespace, position, id } = entry;
  const due = (before?.position ?? 0) + 1;
  if (position !== due) {
    return {
      cluster,
      namespace,
      position: due,
      id: null,
      problem: 'missing',
      expected: `an entry at position ${due}`,
      found: `the next one is "${id}" at position ${position}`,
    };
  }
  const previous = before?.hash ?? CHAIN_START;
  if (entry.previousHash !== previous) {
    return {
      cluster,
      namespace,
      position,
      id,
      problem: 'unlinked',
      expected: `previous_hash ${previous}`,
      found: `previous_hash ${entry.previousHash}`,
    };
  }
  const hash = entryHash(entry);
  if (entry.hash === hash) return null;
  return {
    cluster,
    namespace,
    position,
    id,
    problem: 'altered',
    expected: `hash ${entry.hash}, as it was written`,
    found: `hash ${hash}, of what stands there now`,
  };
}

function endBreak(last: AuditEntry, head: Head | undefined): ChainBreak | null {
  const { cluster, namespace, position } = last;
  if (head?.position === position && head.hash === last.hash) return null;
  if (head?.position === position) {
    return {
      cluster,
      namespace,
      position,
      id: last.id,
      problem: 'altered',
      expected: `hash ${head.hash}, as the end of the chain was written`,
      found: `hash ${last.hash}`,
    };
  }
  const expected = head ? `entries up to position ${head.position}` : 'a record of where the chain ends';
  return {
    cluster,
    namespace,
    position: position + 1,
    id: null,
    problem: 'missing',
    expected,
    found: `the last entry is "${last.id}" at position ${position}`,
  };
}

function emptyBreak({ cluster, namespace, position }: Head): ChainBreak | null {
  if (position === 0) return null;
  return { cluster, namespace, position: 1, id: null, problem: 'missing', expected: `entries up to position ${position}`, found: 'none' };
}
