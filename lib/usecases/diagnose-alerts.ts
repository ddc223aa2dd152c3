import { and, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { diagnoseAlertsSchema } from '#/lib/contract/incidents.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { diagnoses, incidents } from '#/lib/db/schema.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { storable } from '#/lib/domain/storable.ts';
import { message, type Language } from '#/lib/domain/text.ts';
import { recordIncidentEvents } from './incident-events.ts';
import { oneOf } from './one-of.ts';
import { parseInput } from './parse-input.ts';
import { queueDiagnosis } from './queue-diagnosis.ts';
import { resolveIncident } from './resolve-incident.ts';

/**
 * Asks why incidents are as they are. A diagnosis of the first one that is at work is joined; else a new one is
 * begun, which speaks for all of them from then on.
 */
export async function diagnoseAlerts(
  ctx: Context,
  input: z.input<typeof diagnoseAlertsSchema>,
): Promise<{ id: string; conversationId: string; language: Language }> {
  authorize(ctx.actor, 'execute');
  const body = storable(parseInput(diagnoseAlertsSchema, input));
  const ids = [...new Set(body.incident_ids ?? body.context?.incident_ids ?? [])];
  const name = oneOf(
    { service_name: body.service_name, 'context.service_name': body.context?.service_name },
    'service_name',
    'context.service_name',
  );
  const found = await Promise.all(ids.map((id) => resolveIncident(ctx, id)));
  const [first] = found;
  if (!first)
    throw new AppError('invalid_input', 'incident_ids: say which incidents', { errors: [{ path: 'incident_ids', message: 'is empty' }] });
  const { incident } = first;
  if (name !== undefined && incident.service !== null && name.split('/').at(-1) !== incident.service) {
    const text = `incident ${incident.id} is one of "${incident.service}"`;
    throw new AppError('bad_request', `The request contradicts itself: ${text}.`, { errors: [{ path: 'service_name', message: text }] });
  }
  return ctx.db.transaction(async (tx) => {
    await lock(tx, ids);
    const atWork = await diagnosisAtWork(tx, incident.id);
    if (atWork) return { ...atWork, language: ctx.language };
    const queued = await queueDiagnosis(tx, {
      requestId: ctx.requestId,
      trigger: 'alert',
      actor: ctx.actor,
      serviceId: incident.serviceId,
      deploymentId: null,
      subject: { cluster: incident.cluster, namespace: incident.namespace, service: incident.service, deployment_id: null, version: null },
      question: message(incident.service ? 'incident.question.service' : 'incident.question.alert', {
        alert: incident.title,
        service: incident.service ?? '',
      }),
      context: { incident_id: incident.id, incident_ids: ids, severity: incident.severity, summary: incident.title },
      language: ctx.language,
    });
    await tx.update(incidents).set({ diagnosisId: queued.id, decision: 'asked' }).where(inArray(incidents.id, ids));
    await recordIncidentEvents(
      tx,
      ids.map((id) => ({
        incidentId: id,
        kind: 'diagnosis_started',
        text: message('incident.decision.asked'),
        ref: queued.id,
        author: ctx.actor.name,
      })),
    );
    return { ...queued, language: ctx.language };
  });
}

/** In one order, as whoever else locks several incidents. */
async function lock(tx: Transaction, ids: number[]): Promise<void> {
  await tx.select({ id: incidents.id }).from(incidents).where(inArray(incidents.id, ids)).orderBy(incidents.groupingKey).for('update');
}

/** What looks into a locked incident already; undefined when nothing does. */
async function diagnosisAtWork(tx: Transaction, id: number): Promise<{ id: string; conversationId: string } | undefined> {
  const [found] = await tx
    .select({ id: diagnoses.id, conversationId: diagnoses.conversationId })
    .from(incidents)
    .innerJoin(diagnoses, eq(diagnoses.id, incidents.diagnosisId))
    .where(and(eq(incidents.id, id), inArray(diagnoses.status, ['queued', 'running'])));
  return found;
}
