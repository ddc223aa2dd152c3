import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { asInvestigator } from '#/lib/auth/policy.ts';
import type { Actor } from '#/lib/domain/actor.ts';
import type { DiagnosisTrigger, Subject } from '#/lib/domain/diagnosis.ts';
import { ENGINE } from '#/lib/domain/engine.ts';
import type { Language, Message } from '#/lib/domain/text.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { appendInside } from '#/lib/db/diagnosis-events.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import { enqueue } from '#/lib/jobs/queue.ts';
import { announceDiagnosis } from './announce-diagnosis.ts';

/** After this many seconds a queued diagnosis that nobody took up is handed out again. */
export const PICKUP_SECONDS = 10;

export type DiagnosisRequest = {
  trigger: DiagnosisTrigger;
  /** The rights it is run with. */
  actor: Actor;
  /** The service whose team may see it; null when the question names none. */
  serviceId: string | null;
  deploymentId: string | null;
  subject: Subject;
  /** What was asked, or the sentence that stands for it when a failure asked. */
  question: Message;
  /** The caller's context, unknown keys kept. */
  context?: Record<string, unknown>;
  language: Language;
  conversationId?: string;
  /** When the failure signal or the question was received; the database's now when left out. */
  requestedAt?: Date;
  /** Higher ones are worked on first; 0 when left out. */
  priority?: number;
  /** Of the call that asks, for the logs of whoever works on it. */
  requestId?: string;
};

/**
 * Queues a diagnosis with its first event, its job and its notice inside the caller's transaction.
 * A deployment's own diagnosis exists once: a second request gets the first one and `created: false`.
 */
export async function queueDiagnosis(
  tx: Transaction,
  request: DiagnosisRequest,
): Promise<{ id: string; conversationId: string; created: boolean }> {
  const id = randomUUIDv7();
  const conversationId = request.conversationId ?? randomUUIDv7();
  const inserted = await tx
    .insert(diagnoses)
    .values({
      id,
      conversationId,
      status: 'queued',
      trigger: request.trigger,
      serviceId: request.serviceId,
      deploymentId: request.deploymentId,
      subject: request.subject,
      question: request.question,
      context: request.context ?? {},
      language: request.language,
      actor: asInvestigator(request.actor),
      requestedAt: request.requestedAt ?? sql`clock_timestamp()`,
      leaseUntil: sql`clock_timestamp() + make_interval(secs => ${PICKUP_SECONDS})`,
    })
    .onConflictDoNothing()
    .returning({ id: diagnoses.id });
  if (inserted.length === 0) return existing(tx, request.deploymentId);

  const { subject, question } = request;
  await appendInside(tx, id, [
    { event: 'accepted', data: { session_id: id, conversation_id: conversationId, engine: ENGINE.name, subject, question } },
  ]);
  await enqueue(
    tx,
    'diagnose',
    { diagnosisId: id },
    { priority: request.priority ?? 0, ...(request.requestId && { requestId: request.requestId }) },
  );
  await announceDiagnosis(tx, { id, serviceId: request.serviceId, deploymentId: request.deploymentId, kind: 'queued' });
  return { id, conversationId, created: true };
}

async function existing(tx: Transaction, deploymentId: string | null) {
  const [row] = await tx
    .select({ id: diagnoses.id, conversationId: diagnoses.conversationId })
    .from(diagnoses)
    .where(
      sql`${diagnoses.deploymentId} = ${deploymentId} and ${diagnoses.trigger} = 'deployment' and ${diagnoses.status} not in ('failed', 'cancelled')`,
    );
  if (!row) throw new Error(`The diagnosis of deployment ${deploymentId ?? 'none'} ended while it was being asked for again`);
  return { ...row, created: false };
}
