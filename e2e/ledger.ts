import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { sql } from 'drizzle-orm';
import { verifyChain } from '#/lib/db/audit-verify.ts';
import { openDatabase, type Database } from '#/lib/db/client.ts';

const SETTLE_MS = 60_000;

/** What must be true after every fault; each list is empty when it is. */
type Balance = {
  /** Acknowledged changes that are stored not at all or more than once. */
  lost: string[];
  /** Failed deployments without exactly one diagnosis of their own that has ended, and diagnoses that are still open. */
  undiagnosed: string[];
  /** Events of a diagnosis whose numbers skip. */
  gaps: string[];
  /** Alerts of which one stretch is stored more than once, and incidents with more than one diagnosis of their own. */
  doubled: string[];
  expiredLeases: number;
  idleTransactions: number;
};

const SOUND: Balance = { lost: [], undiagnosed: [], gaps: [], doubled: [], expiredLeases: 0, idleTransactions: 0 };

/**
 * The ledger that every fault ends with: acknowledged work is stored exactly once, each failed deployment
 * has one diagnosis and it has ended, each alert and each incident's diagnosis stands once, the audit chain verifies, and within a minute no lease has run out
 * and no transaction lies idle. `owner` is the address of the database's owner.
 */
export async function expectLedger(owner: string, acknowledged: readonly string[] = []): Promise<void> {
  const db = openDatabase(owner, { max: 1, role: null });
  try {
    const deadline = performance.now() + SETTLE_MS;
    let balance = await take(db, acknowledged);
    while (JSON.stringify(balance) !== JSON.stringify(SOUND) && performance.now() < deadline) {
      await sleep(500);
      balance = await take(db, acknowledged);
    }
    expect(balance).toEqual(SOUND);
    expect((await verifyChain(db)).broken).toBeNull();
  } finally {
    await db.close();
  }
}

async function take(db: Database, acknowledged: readonly string[]): Promise<Balance> {
  const stored = await db.execute<{ external_id: string; times: number }>(
    sql`select external_id, count(*)::int as times from audit_entries where external_id is not null group by external_id`,
  );
  const times = new Map([...stored].map((row) => [row.external_id, row.times]));
  const undiagnosed = await db.execute<{ id: string }>(sql`
    select deployment.id from deployments deployment
     where deployment.status = 'failed' and 1 <> (
       select count(*) from diagnoses where deployment_id = deployment.id and trigger = 'deployment' and status in ('completed', 'failed'))
    union all select id from diagnoses where status in ('queued', 'running')`);
  const gaps = await db.execute<{ id: string }>(sql`
    select diagnosis.id from diagnoses diagnosis join diagnosis_events event on event.diagnosis_id = diagnosis.id
     group by diagnosis.id having count(*) <> max(event.sequence) or max(event.sequence) <> diagnosis.last_sequence`);
  const doubled = await db.execute<{ id: string }>(sql`
    select source || '/' || fingerprint as id from alert_episodes group by source, fingerprint, starts_at having count(*) > 1
    union all select context ->> 'incident_id' from diagnoses where trigger = 'alert' and status = 'completed'
     group by context ->> 'incident_id', context ->> 'severity' having count(*) > 1`);
  const [open] = await db.execute<{ leases: number; idle: number }>(sql`
    select (select count(*)::int from diagnoses where status in ('queued', 'running') and lease_until < clock_timestamp())
                + (select count(*)::int from notifications where status = 'pending' and lease_until < clock_timestamp()) as leases,
           (select count(*)::int from pg_stat_activity
             where datname = current_database() and state like 'idle in transaction%' and clock_timestamp() - state_change > interval '5 s') as idle`);
  return {
    lost: acknowledged.filter((id) => times.get(id) !== 1),
    undiagnosed: [...undiagnosed].map((row) => row.id),
    gaps: [...gaps].map((row) => row.id),
    doubled: [...doubled].map((row) => row.id),
    expiredLeases: open?.leases ?? -1,
    idleTransactions: open?.idle ?? -1,
  };
}
