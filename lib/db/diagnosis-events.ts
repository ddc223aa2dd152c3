import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { StoredEvent } from '#/lib/contract/events.ts';
import { storableJson } from '#/lib/domain/storable.ts';
import type { Queryable, Transaction } from './client.ts';
import { channels } from './notify.ts';
import { diagnosisEvents } from './schema.ts';

/** How long a running worker is believed to live after its last sign of life, in seconds. */
export const LEASE_SECONDS = 10;

/** A stored event as it is read back: its number within the diagnosis and the attempt that wrote it. */
export type NumberedEvent = StoredEvent & { sequence: number; attempt: number };

/**
 * Appends events to a running diagnosis on behalf of one attempt, renews its lease and tells the
 * readers, in one statement. False: the attempt no longer owns the diagnosis and nothing was written.
 */
export async function appendAsAttempt(
  db: Queryable,
  diagnosisId: string,
  attempt: number,
  events: readonly StoredEvent[],
): Promise<boolean> {
  if (events.length === 0) return true;
  const finding = events.some((event) => event.event === 'finding');
  const rows = await db.execute<{ owned: boolean }>(sql`
    with head as (
      update diagnoses
         set last_sequence = last_sequence + ${events.length}::int,
             lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}),
             first_event_at = coalesce(first_event_at, clock_timestamp()),
             first_finding_at = case when ${finding} then coalesce(first_finding_at, clock_timestamp()) else first_finding_at end
       where id = ${diagnosisId} and attempt = ${attempt}::int and status = 'running'
       returning last_sequence - ${events.length}::int as base
    ), added as (
      insert into diagnosis_events (diagnosis_id, sequence, attempt, event, data)
      select ${diagnosisId}, head.base + item.ordinality, ${attempt}::int, item.value ->> 'event', item.value -> 'data'
        from head, jsonb_array_elements(${storableJson(events)}::text::jsonb) with ordinality as item
      returning sequence
    )
    select pg_notify(${channels.events}, ${diagnosisId}), true as owned from head`);
  return rows.length > 0;
}

/**
 * Appends events inside a transaction that has just changed the diagnosis itself, and so holds its row:
 * the first event, a restart, the end. The caller's own condition is the fence.
 */
export async function appendInside(tx: Transaction, diagnosisId: string, events: readonly StoredEvent[]): Promise<void> {
  await tx.execute(sql`
    with head as (
      update diagnoses set last_sequence = last_sequence + ${events.length}::int where id = ${diagnosisId}
       returning last_sequence - ${events.length}::int as base, attempt
    )
    insert into diagnosis_events (diagnosis_id, sequence, attempt, event, data)
    select ${diagnosisId}, head.base + item.ordinality, head.attempt, item.value ->> 'event', item.value -> 'data'
      from head, jsonb_array_elements(${storableJson(events)}::text::jsonb) with ordinality as item`);
  await tx.execute(sql`select pg_notify(${channels.events}, ${diagnosisId})`);
}

/** The events after `after`, in order, at most `limit`. */
export async function readEvents(db: Queryable, diagnosisId: string, after: number, limit = 500): Promise<NumberedEvent[]> {
  const rows = await db
    .select()
    .from(diagnosisEvents)
    .where(and(eq(diagnosisEvents.diagnosisId, diagnosisId), gt(diagnosisEvents.sequence, after)))
    .orderBy(asc(diagnosisEvents.sequence))
    .limit(limit);
  return rows.map((row) => ({ ...asEvent(row), sequence: row.sequence, attempt: row.attempt }));
}

/** The one cast: rows are only ever written by the two functions above, which take StoredEvents. */
function asEvent(row: { event: string; data: unknown }): StoredEvent {
  return { event: row.event, data: row.data } as StoredEvent;
}
