import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AlertBody, ReceivedAlerts } from '#/lib/contract/alerts.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { intArray } from '#/lib/db/lists.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { arrivalOf, MONITOR_SOURCE, remember, type Alert, type Arrival } from '#/lib/domain/alert.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { targetOf, type AlertTarget, type KnownService } from './alert-target.ts';
import { recordIncidentEvents } from './incident-events.ts';
import { judgeIncidents } from './judge-incidents.ts';
import { readAlerts, type AlertBatch } from './read-alerts.ts';
import type { PlacedAlert } from './alert-arrival.ts';
import { lockIncidents, lockMemories, openIncidents, storeArrivals } from './store-alerts.ts';

export type ReceiveInput = {
  body: AlertBody;
  /** Which alerting system sends; the caller's own id when it is left out. */
  source?: string;
  /** Labels that may name a service, the most telling first. */
  serviceLabels: readonly string[];
};

/**
 * Takes alerts as they come: repeated, late, in any order, from several peers at once. What is answered
 * is stored: episodes, incidents, the diagnoses and messages that they call for, in one transaction.
 */
export async function receiveAlerts(ctx: Context, input: ReceiveInput): Promise<ReceivedAlerts> {
  authorize(ctx.actor, 'alerts:write');
  if (input.source === MONITOR_SOURCE)
    throw new AppError('invalid_input', `source: "${MONITOR_SOURCE}" is the control plane's own; give another name`, {
      errors: [{ path: 'source', message: 'is taken' }],
    });
  const { serviceLabels, body } = input;
  // A name tells apart what one caller sends; it never reaches what another caller has sent.
  const source = [`${ctx.actor.kind}:${ctx.actor.id}`, ...(input.source ? [input.source] : [])].join('/');
  return ctx.db.transaction(async (tx) => {
    const [clock] = await tx.execute<{ now: string }>(sql`select to_json(date_trunc('milliseconds', clock_timestamp())) #>> '{}' as now`);
    const now = new Date(clock?.now ?? Date.now());
    const batch = readAlerts(body, now);
    return takeAlerts(ctx, tx, { batch, source, serviceLabels, now });
  });
}

/** The same inside a transaction of the caller, for alerts that are read already: the monitor's own. */
export async function takeAlerts(
  ctx: Context,
  tx: Transaction,
  given: { batch: AlertBatch; source: string; serviceLabels: readonly string[]; now: Date },
): Promise<ReceivedAlerts> {
  const { source, now } = given;
  const batch = { ...given.batch, alerts: newestOfEach(given.batch.alerts) };
  const known = await knownServices(ctx, tx);
  const memories = await lockMemories(tx, source, [...new Set(batch.alerts.map((alert) => alert.fingerprint))]);
  const placed = batch.alerts.map((alert): PlacedAlert => {
    const memory = memories.get(alert.fingerprint) ?? { latestStart: null, latestEnd: null, open: false, episodeId: null };
    const arrival = arrivalOf(memory, alert);
    memories.set(alert.fingerprint, { ...memory, ...remember(memory, alert) });
    return { alert, arrival, target: targetOf(alert, { order: given.serviceLabels, known, groupLabels: batch.groupLabels }) };
  });
  await lockIncidents(tx, placed, memories);
  const opened = await openIncidents(tx, opening(placed), now);
  const touched = await storeArrivals(tx, { source, placed, opened, memories, now });
  const judged = await judgeIncidents(ctx, tx, { touched, now });
  if (batch.truncated > 0)
    await tellTruncated(
      tx,
      judged.map((incident) => incident.id),
      batch.truncated,
    );
  const count = (...kinds: Arrival[]) => placed.filter((item) => kinds.includes(item.arrival)).length;
  return {
    received: given.batch.alerts.length,
    new: count('opens'),
    duplicates: given.batch.alerts.length - count('opens', 'closes'),
    resolved: count('closes'),
    incident_ids: judged.map((incident) => incident.id),
    diagnosis_ids: [...new Set(judged.flatMap((incident) => incident.diagnosisId ?? []))],
  };
}

/** Says, once an incident, that the sender left alerts out: their state is unknown, not resolved. */
async function tellTruncated(tx: Transaction, ids: readonly number[], count: number): Promise<void> {
  const told = await tx.execute<{ id: number }>(sql`
    select distinct incident_id as id from incident_events
     where incident_id = any(${intArray(ids)}) and text ->> 'key' = 'incident.event.truncated'`);
  const known = new Set([...told].map((row) => row.id));
  const text = message('incident.event.truncated', { count });
  const events = ids.filter((id) => !known.has(id)).map((incidentId) => ({ incidentId, kind: 'truncated' as const, text, ref: null }));
  await recordIncidentEvents(tx, events);
}

/** Of several alerts with one fingerprint in a body the one that tells the latest; senders give each once. */
function newestOfEach(alerts: Alert[]): Alert[] {
  const moment = (alert: Alert) => (alert.endsAt ?? alert.startsAt).getTime();
  const newest = new Map<string, Alert>();
  for (const alert of alerts) {
    const other = newest.get(alert.fingerprint);
    if (!other || moment(alert) >= moment(other)) newest.set(alert.fingerprint, alert);
  }
  return [...newest.values()];
}

/** The first alert of each grouping that opens, in the order in which rows are locked everywhere. */
function opening(placed: PlacedAlert[]): { target: AlertTarget; alert: Alert }[] {
  const first = new Map(
    placed
      .filter((item) => item.arrival === 'opens')
      .toReversed()
      .map((item) => [item.target.groupingKey, item]),
  );
  return [...first.values()].toSorted((a, b) => (a.target.groupingKey < b.target.groupingKey ? -1 : 1));
}

/** Registered services that the sender may speak of; another team's is to it as if it did not exist. */
async function knownServices(ctx: Context, tx: Transaction): Promise<KnownService[]> {
  const rows = await tx.execute<KnownService>(sql`select id, cluster, namespace, name, team from services where deleted_at is null`);
  return [...rows].filter((row) => seesTeam(ctx.actor, row.team));
}
