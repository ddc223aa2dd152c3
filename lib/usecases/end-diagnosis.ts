import { and, eq, inArray, sql } from 'drizzle-orm';
import type { StoredEvent } from '#/lib/contract/events.ts';
import type { Context } from '#/lib/context.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { appendInside } from '#/lib/db/diagnosis-events.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import { storable } from '#/lib/domain/storable.ts';
import type { StoredReport, Timings } from '#/lib/domain/diagnosis.ts';
import type { Message } from '#/lib/domain/text.ts';
import { announceDiagnosis } from './announce-diagnosis.ts';
import { tellIncidents } from './tell-incidents.ts';

export type Outcome =
  { status: 'completed'; report: StoredReport } | { status: 'failed'; error: { code: string; message: Message } } | { status: 'cancelled' };

/**
 * Ends a diagnosis: status, report, last events and notices in one transaction. With an `attempt` only that
 * attempt may end it; without one anybody may who has authorised the caller. False: it had ended or changed hands.
 */
export async function endDiagnosis(ctx: Context, input: { id: string; attempt?: number; outcome: Outcome }): Promise<boolean> {
  return ctx.db.transaction((tx) => endInside(tx, input));
}

/** The same inside a transaction of the caller. */
export async function endInside(
  tx: Transaction,
  { id, attempt, outcome }: { id: string; attempt?: number; outcome: Outcome },
): Promise<boolean> {
  const owned =
    attempt === undefined
      ? inArray(diagnoses.status, ['queued', 'running'])
      : and(eq(diagnoses.attempt, attempt), eq(diagnoses.status, 'running'));
  const [row] = await tx
    .update(diagnoses)
    .set({
      status: outcome.status,
      report: outcome.status === 'completed' ? storable(outcome.report) : null,
      error: outcome.status === 'failed' ? outcome.error : null,
      verdictAt: sql`clock_timestamp()`,
      leaseUntil: null,
    })
    .where(and(eq(diagnoses.id, id), owned))
    .returning();
  if (!row) return false;
  await appendInside(tx, id, closing(row, outcome));
  await announceDiagnosis(tx, { ...row, kind: outcome.status });
  await tellIncidents(tx, row);
  return true;
}

function closing(row: typeof diagnoses.$inferSelect, outcome: Outcome): StoredEvent[] {
  if (outcome.status === 'failed') return [{ event: 'failed', data: outcome.error }];
  const done: StoredEvent = { event: 'done', data: { session_id: row.id, status: outcome.status, timings: timingsOf(row) } };
  return outcome.status === 'completed' ? [{ event: 'report', data: { report: outcome.report } }, done] : [done];
}

type Moments = Pick<
  typeof diagnoses.$inferSelect,
  'requestedAt' | 'startedAt' | 'firstEventAt' | 'firstFindingAt' | 'verdictAt' | 'notifiedAt'
>;

/** The measured moments as they go over the wire. */
export function timingsOf(row: Moments): Timings {
  return {
    requested_at: row.requestedAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    first_event_at: row.firstEventAt?.toISOString() ?? null,
    first_finding_at: row.firstFindingAt?.toISOString() ?? null,
    verdict_at: row.verdictAt?.toISOString() ?? null,
    notified_at: row.notifiedAt?.toISOString() ?? null,
  };
}
