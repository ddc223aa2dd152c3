import { sql } from 'drizzle-orm';
import type { Transaction } from './client.ts';

/** Any number, the same in every process. */
const MEMBERS_LOCK = 7_420_031;

/** From here to the end of the transaction nobody else changes who the members are: who counts administrators counts right. */
export async function lockMembers(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${MEMBERS_LOCK})`);
}
