import { and, eq, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { deliveryAttempts, incidents, notificationChannels, notifications, services } from '#/lib/db/schema.ts';
import { within } from '#/lib/deadline.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { DeliveryError, MAX_ATTEMPTS, PACE_MS, waitBefore, type Delivered } from '#/lib/domain/notification.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import { enqueue } from '#/lib/jobs/queue.ts';
import type { Notifiers } from '#/lib/ports.ts';
import { readChangeNotice } from './change-notice.ts';
import { OWN_NAMESPACE } from './create-token.ts';
import { recordIncidentEvents } from './incident-events.ts';
import { readNotice } from './incident-notice.ts';

/** One delivery may take this long, in ms. */
const DEADLINE_MS = 15_000;
/** After so many seconds a worker that delivers is taken for dead. */
const LEASE_SECONDS = 30;

export type DeliverInput = { notificationId: string; notifiers: Notifiers; publicUrl: string };

type Row = typeof notifications.$inferSelect;
type Channel = typeof notificationChannels.$inferSelect;

/**
 * Delivers what a notification wants by now, whichever job asked first. Every try is recorded. False: there
 * was nothing to do, or another worker is at it.
 */
export async function deliverNotification(ctx: Context, input: DeliverInput): Promise<boolean> {
  authorize(ctx.actor, 'incidents:write');
  const claimed = await claim(ctx, input.notificationId);
  if (!claimed) return false;
  const { row, channel } = claimed;
  const began = performance.now();
  const outcome = await attempt(ctx, input, row, channel).catch((error: unknown) => failureOf(ctx, row, error));
  const durationMs = Math.round(performance.now() - began);
  await ctx.db.transaction((tx) => record(tx, { row, channel, outcome, durationMs }));
  return true;
}

/** Takes a message up when it is due, nobody else is at it, and its channel may send; else it waits for the channel's next slot. */
async function claim(ctx: Context, id: string): Promise<{ row: Row; channel: Channel } | null> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx.select({ channelId: notifications.channelId }).from(notifications).where(eq(notifications.id, id));
    if (!found) return null;
    // The channel's row is locked before that of a message, here and in `record`.
    const [held] = await tx
      .select({
        channel: notificationChannels,
        free: sql<boolean>`coalesce(${notificationChannels.nextSlotAt}, '-infinity') <= clock_timestamp()`,
      })
      .from(notificationChannels)
      .where(eq(notificationChannels.id, found.channelId))
      .for('no key update');
    if (!held) return null;
    const { channel, free } = held;
    const due = and(
      eq(notifications.id, id),
      eq(notifications.status, 'pending'),
      sql`${notifications.wantedRevision} > ${notifications.deliveredRevision}`,
      sql`coalesce(${notifications.leaseUntil}, '-infinity') < clock_timestamp()`,
      sql`coalesce(${notifications.nextAttemptAt}, '-infinity') <= clock_timestamp()`,
    );
    if (!free) {
      await tx.update(notifications).set({ nextAttemptAt: channel.nextSlotAt }).where(due);
      return null;
    }
    const [row] = await tx
      .update(notifications)
      .set({ leaseUntil: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`, attempts: sql`${notifications.attempts} + 1` })
      .where(due)
      .returning();
    if (!row) return null;
    await pause(tx, channel.id, PACE_MS[channel.kind]);
    return { row, channel };
  });
}

/** Nothing leaves by the channel for so long, in ms. */
async function pause(tx: Transaction, channelId: string, ms: number): Promise<void> {
  if (ms === 0) return;
  const until = sql`clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)`;
  await tx
    .update(notificationChannels)
    .set({ nextSlotAt: sql`greatest(${notificationChannels.nextSlotAt}, ${until})` })
    .where(eq(notificationChannels.id, channelId));
}

type Outcome = ({ kind: 'delivered'; verdict: boolean; diagnosisId: string | null } & Delivered) | { kind: 'failed'; error: DeliveryError };

async function attempt(ctx: Context, { notifiers, publicUrl }: DeliverInput, row: Row, channel: Channel): Promise<Outcome> {
  const notifier = notifiers[channel.kind];
  if (!channel.enabled || !notifier) {
    throw new DeliveryError({
      outcome: 'permanent',
      detail: message(channel.enabled ? 'incident.delivery.no_adapter' : 'incident.delivery.disabled'),
    });
  }
  const { incidentId, deploymentId } = row;
  const owner = `channel:${channel.id}`;
  const secrets = Object.fromEntries(Object.entries(channel.secrets).map(([key, value]) => [key, ctx.vault.open(owner, key, value)]));
  const { settings, language } = channel;
  if (incidentId !== null) {
    const { notice: said, diagnosisId, verdict } = await readNotice(ctx, { incidentId, language, publicUrl });
    const delivered = await within(ctx.signal, DEADLINE_MS, (signal) =>
      notifier.deliver({ settings, secrets, notice: said, remote: row.remote }, signal),
    );
    return { kind: 'delivered', verdict, diagnosisId, ...delivered };
  }
  const { announceChange } = notifier;
  if (deploymentId !== null && announceChange) {
    const change = await readChangeNotice(ctx, { deploymentId, language, publicUrl });
    const delivered = await within(ctx.signal, DEADLINE_MS, (signal) => announceChange({ settings, secrets, change }, signal));
    return { kind: 'delivered', verdict: false, diagnosisId: null, ...delivered };
  }
  throw new DeliveryError({ outcome: 'permanent', detail: message('incident.delivery.no_subject') });
}

function failureOf(ctx: Context, row: Row, error: unknown): Outcome {
  if (error instanceof DeliveryError) return { kind: 'failed', error };
  ctx.log.warn({ err: error, notification: row.id }, 'a notification could not be delivered');
  const late = error instanceof AppError && error.code === 'unavailable';
  const detail = late ? message('incident.delivery.timeout', { seconds: DEADLINE_MS / 1000 }) : message('incident.delivery.unreachable');
  return { kind: 'failed', error: new DeliveryError({ outcome: 'retry', detail, cause: error }) };
}

async function record(tx: Transaction, given: { row: Row; channel: Channel; outcome: Outcome; durationMs: number }): Promise<void> {
  const { row, channel, outcome, durationMs } = given;
  // An incident is locked before its messages, as whoever plans them does.
  const team = row.incidentId === null ? null : await lockIncident(tx, row.incidentId);
  let broken = false;
  if (outcome.kind === 'failed') {
    // Who answers "too many" means all that goes this way, and no other channel.
    if (outcome.error.status === 429) await pause(tx, channel.id, outcome.error.retryAfterMs ?? PACE_MS[channel.kind]);
    if (outcome.error.channelBroken) broken = await disable(tx, channel, outcome.error.detail);
  }
  const revision = row.wantedRevision;
  const kept = { notificationId: row.id, revision, durationMs };
  if (outcome.kind === 'delivered') {
    await tx.insert(deliveryAttempts).values({ ...kept, outcome: 'delivered', status: outcome.status });
    await recordDelivered(tx, row, channel, outcome);
  } else {
    const { error } = outcome;
    await tx.insert(deliveryAttempts).values({ ...kept, outcome: error.outcome, status: error.status, detail: error.detail });
    await recordFailed(tx, row, channel, error);
  }
  await notice(tx, { topic: 'notifications', id: row.id, service: null, team, kind: outcome.kind });
  if (row.incidentId !== null) await notice(tx, { topic: 'incidents', id: String(row.incidentId), service: null, team, kind: 'notified' });
  if (broken && outcome.kind === 'failed')
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: SYSTEM,
      summary: message('audit.channel_disabled', { name: channel.name, why: outcome.error.detail }),
    });
}

/** Answers the team that may hear of it; null where everybody may. */
async function lockIncident(tx: Transaction, id: number): Promise<string | null> {
  const [found] = await tx
    .select({ team: services.team })
    .from(incidents)
    .leftJoin(services, eq(services.id, incidents.serviceId))
    .where(eq(incidents.id, id))
    .for('no key update', { of: incidents });
  return found?.team ?? null;
}

/** What came to be wanted meanwhile is delivered next. */
async function recordDelivered(
  tx: Transaction,
  row: Row,
  channel: Channel,
  outcome: Extract<Outcome, { kind: 'delivered' }>,
): Promise<void> {
  const [after] = await tx
    .update(notifications)
    .set({
      deliveredRevision: sql`greatest(${notifications.deliveredRevision}, ${row.wantedRevision}::int)`,
      remote: outcome.remote,
      attempts: 0,
      leaseUntil: null,
      nextAttemptAt: null,
      lastError: null,
      status: sql`case when ${notifications.wantedRevision} > ${row.wantedRevision}::int then 'pending' else 'delivered' end`,
      firstSentAt: sql`coalesce(${notifications.firstSentAt}, clock_timestamp())`,
      lastSentAt: sql`clock_timestamp()`,
    })
    .where(eq(notifications.id, row.id))
    .returning({ status: notifications.status });
  if (after?.status === 'pending') await enqueue(tx, 'deliver', { notificationId: row.id });
  if (row.incidentId === null) return;
  await tx.execute(sql`update incidents set notified_at = coalesce(notified_at, clock_timestamp()) where id = ${row.incidentId}`);
  if (outcome.verdict && outcome.diagnosisId)
    await tx.execute(sql`update diagnoses set notified_at = coalesce(notified_at, clock_timestamp()) where id = ${outcome.diagnosisId}`);
  if (row.deliveredRevision === 0)
    await recordIncidentEvents(tx, [
      { incidentId: row.incidentId, kind: 'notified', text: message('incident.event.notified', { channel: channel.name }), ref: row.id },
    ]);
}

async function recordFailed(tx: Transaction, row: Row, channel: Channel, error: DeliveryError): Promise<void> {
  const attempts = error.held ? row.attempts - 1 : row.attempts;
  const dead = error.outcome === 'permanent' || attempts >= MAX_ATTEMPTS;
  const wait = waitBefore(attempts, Math.random(), error.retryAfterMs);
  await tx
    .update(notifications)
    .set({
      attempts,
      leaseUntil: null,
      lastError: error.detail,
      status: dead ? 'dead' : 'pending',
      nextAttemptAt: dead ? null : sql`clock_timestamp() + make_interval(secs => ${wait / 1000}::float8)`,
    })
    .where(eq(notifications.id, row.id));
  if (dead && row.incidentId !== null)
    await recordIncidentEvents(tx, [
      {
        incidentId: row.incidentId,
        kind: 'notification_failed',
        text: message('incident.event.notification_failed', { channel: channel.name, why: error.detail }),
        ref: row.id,
      },
    ]);
}

/** False: somebody has changed the channel since, and what was refused tells nothing of it any more. */
async function disable(tx: Transaction, { id, updatedAt }: Channel, why: Message): Promise<boolean> {
  const disabled = await tx
    .update(notificationChannels)
    .set({ enabled: false, disabledReason: why, updatedAt: sql`clock_timestamp()` })
    .where(and(eq(notificationChannels.id, id), eq(notificationChannels.updatedAt, updatedAt), eq(notificationChannels.enabled, true)))
    .returning({ id: notificationChannels.id });
  return disabled.length > 0;
}
