import { and, lt, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import { message } from '#/lib/domain/text.ts';
import { endInside } from './end-diagnosis.ts';
import { handOutDiagnosis } from './hand-out-diagnosis.ts';

/** A diagnosis is begun at most this often; then it ends as failed. */
export const MAX_ATTEMPTS = 3;

/**
 * Finds diagnoses whose worker has given no sign of life, or whose job never came, and hands them out again.
 * Meant to run every few seconds in every worker; rows are taken with SKIP LOCKED, so that two sweeps share the work.
 */
export async function sweepDiagnoses(ctx: Context): Promise<{ restarted: number; failed: number }> {
  return ctx.db.transaction(async (tx) => {
    const overdue = await tx
      .select({
        id: diagnoses.id,
        status: diagnoses.status,
        attempt: diagnoses.attempt,
        serviceId: diagnoses.serviceId,
        deploymentId: diagnoses.deploymentId,
      })
      .from(diagnoses)
      .where(and(sql`${diagnoses.status} in ('queued', 'running')`, lt(diagnoses.leaseUntil, sql`clock_timestamp()`)))
      .limit(100)
      .for('update', { skipLocked: true });
    let failed = 0;
    for (const row of overdue) {
      if (row.status === 'running' && row.attempt >= MAX_ATTEMPTS) {
        await endInside(tx, {
          id: row.id,
          outcome: {
            status: 'failed',
            error: { code: 'worker_lost', message: message('report.failed.worker_lost', { attempts: row.attempt }) },
          },
        });
        failed += 1;
      } else {
        await handOutDiagnosis(tx, row);
      }
    }
    return { restarted: overdue.length - failed, failed };
  });
}
