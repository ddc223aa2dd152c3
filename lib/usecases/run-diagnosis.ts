import { and, eq, sql } from 'drizzle-orm';
import type { StoredEvent } from '#/lib/contract/events.ts';
import type { Context } from '#/lib/context.ts';
import { appendAsAttempt, LEASE_SECONDS } from '#/lib/db/diagnosis-events.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { redactTexts } from '#/lib/domain/redact.ts';
import { storable } from '#/lib/domain/storable.ts';
import { message } from '#/lib/domain/text.ts';
import type { Assistant } from '#/lib/ports.ts';
import { traced } from '#/lib/tracing.ts';
import { announceDiagnosis } from './announce-diagnosis.ts';
import { createBatch } from './event-batch.ts';
import { endDiagnosis } from './end-diagnosis.ts';
import { handOverDiagnosis } from './hand-out-diagnosis.ts';

/** A whole diagnosis may take this long, in milliseconds; then it ends as failed. */
const DEADLINE_MS = 60_000;
const HEARTBEAT_MS = 2_000;

class LostDiagnosis extends Error {}

/**
 * Works on one queued diagnosis until it ends, as the actor who asked. Each event is stored before any
 * reader is told. Returns false when there was nothing to take up, or when it was taken away meanwhile:
 * cancelled, or given to another worker because this one was thought dead or is being stopped.
 */
export async function runDiagnosis(ctx: Context, input: { diagnosisId: string; assistant: Assistant<Context> }): Promise<boolean> {
  ctx.signal.throwIfAborted();
  const claimed = await claim(ctx, input.diagnosisId);
  if (!claimed) return false;
  const { id, attempt } = claimed;
  const log = ctx.log.child({ diagnosis: id, attempt });

  const lost = new AbortController();
  const beat = setInterval(() => {
    renew(ctx, id, attempt)
      .then((owned) => owned || lost.abort(new LostDiagnosis()))
      .catch((error: unknown) => log.warn({ err: error }, 'the lease of a diagnosis could not be renewed'));
  }, HEARTBEAT_MS);
  const events = createBatch<StoredEvent>(
    async (items) => {
      if (!(await appendAsAttempt(ctx.db, id, attempt, items))) throw new LostDiagnosis();
    },
    (error) => lost.abort(error),
  );

  try {
    const signal = AbortSignal.any([ctx.signal, lost.signal, AbortSignal.timeout(DEADLINE_MS)]);
    const caller: Context = { ...ctx, actor: claimed.actor, language: claimed.language, signal, log };
    const attributes = { 'control_plane.diagnosis.id': id, 'control_plane.diagnosis.trigger': claimed.trigger };
    const report = await traced('diagnosis', { attributes }, () =>
      collect(input.assistant, caller, claimed, (event) => events.push(event)),
    );
    await events.drained();
    return await endDiagnosis(ctx, { id, attempt, outcome: { status: 'completed', report } });
  } catch (error) {
    if (error instanceof LostDiagnosis || lost.signal.aborted) return false;
    // A worker that is being stopped gives the diagnosis to the next one.
    if (ctx.signal.aborted) {
      await handOverDiagnosis(ctx, { id, attempt });
      return false;
    }
    log.error({ err: error }, 'a diagnosis failed');
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    const failure = late
      ? { code: 'timeout', message: message('report.failed.timeout') }
      : { code: 'internal', message: message('report.failed.internal') };
    await events.drained().catch(() => undefined);
    return await endDiagnosis(ctx, { id, attempt, outcome: { status: 'failed', error: failure } });
  } finally {
    clearInterval(beat);
  }
}

async function claim(ctx: Context, id: string) {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(diagnoses)
      .set({
        status: 'running',
        attempt: sql`${diagnoses.attempt} + 1`,
        startedAt: sql`coalesce(${diagnoses.startedAt}, clock_timestamp())`,
        leaseUntil: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`,
      })
      .where(and(eq(diagnoses.id, id), eq(diagnoses.status, 'queued')))
      .returning();
    if (row) await announceDiagnosis(tx, { ...row, kind: 'running' });
    return row;
  });
}

async function renew(ctx: Context, id: string, attempt: number): Promise<boolean> {
  const rows = await ctx.db
    .update(diagnoses)
    .set({ leaseUntil: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})` })
    .where(and(eq(diagnoses.id, id), eq(diagnoses.attempt, attempt), eq(diagnoses.status, 'running')))
    .returning({ id: diagnoses.id });
  return rows.length > 0;
}

/** Passes every event on as it comes, without secrets; the report is kept back to be stored together with the end. */
async function collect(
  assistant: Assistant<Context>,
  caller: Context,
  row: typeof diagnoses.$inferSelect,
  onEvent: (event: StoredEvent) => void,
): Promise<StoredReport> {
  const { id: diagnosisId, trigger, subject, question, context, language } = row;
  for await (const event of assistant.execute(caller, { diagnosisId, trigger, subject, question, context, language })) {
    caller.signal.throwIfAborted();
    if (event.event === 'report') return redactTexts(storable(event.data.report));
    onEvent(redactTexts(storable(event)));
  }
  throw new Error('the assistant ended without a report');
}
