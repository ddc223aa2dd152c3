import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { appendInside } from '#/lib/db/diagnosis-events.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import { message } from '#/lib/domain/text.ts';
import { enqueue } from '#/lib/jobs/queue.ts';
import { announceDiagnosis } from './announce-diagnosis.ts';
import { PICKUP_SECONDS } from './queue-diagnosis.ts';

type Owned = Pick<typeof diagnoses.$inferSelect, 'id' | 'status' | 'attempt' | 'serviceId' | 'deploymentId'>;

/** Queues an open diagnosis anew, in a transaction that holds its row; readers are told when it had begun. */
export async function handOutDiagnosis(tx: Transaction, row: Owned): Promise<void> {
  await tx
    .update(diagnoses)
    .set({ status: 'queued', leaseUntil: sql`clock_timestamp() + make_interval(secs => ${PICKUP_SECONDS})` })
    .where(eq(diagnoses.id, row.id));
  if (row.status === 'running') {
    await appendInside(tx, row.id, [{ event: 'restarted', data: { attempt: row.attempt + 1, reason: message('report.restarted') } }]);
    await announceDiagnosis(tx, { ...row, kind: 'restarted' });
  }
  await enqueue(tx, 'diagnose', { diagnosisId: row.id });
}

/** Gives up a diagnosis that one attempt is working on, so that another worker need not wait until it is missed. */
export async function handOverDiagnosis(ctx: Context, input: { id: string; attempt: number }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(diagnoses)
      .where(and(eq(diagnoses.id, input.id), eq(diagnoses.attempt, input.attempt), eq(diagnoses.status, 'running')))
      .for('update');
    if (row) await handOutDiagnosis(tx, row);
  });
}
