import { asc, desc, eq, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { alertEpisodes, incidentEvents, notificationChannels, notifications, silences } from '#/lib/db/schema.ts';
import { redact } from '#/lib/domain/redact.ts';
import { covers } from '#/lib/domain/silence.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { presentIncident } from './present-incident.ts';
import { relatedIncidents } from './related-incidents.ts';
import { resolveIncident } from './resolve-incident.ts';
import { veilFor } from './veil.ts';

const ALERTS_SHOWN = 200;
const EVENTS_SHOWN = 1_000;

/** One incident with its alerts, its timeline, what was sent about it and what stands beside it. */
export async function getIncident(ctx: Context, input: { id: number }): Promise<IncidentDetail> {
  authorize(ctx.actor, 'read');
  const { incident, diagnosis } = await resolveIncident(ctx, input.id);
  const [alerts, events, sent, related, active, veil] = await Promise.all([
    ctx.db
      .select()
      .from(alertEpisodes)
      .where(eq(alertEpisodes.incidentId, incident.id))
      .orderBy(sql`${alertEpisodes.status} = 'resolved'`, desc(alertEpisodes.receivedAt))
      .limit(ALERTS_SHOWN),
    ctx.db
      .select()
      .from(incidentEvents)
      .where(eq(incidentEvents.incidentId, incident.id))
      .orderBy(desc(incidentEvents.id))
      .limit(EVENTS_SHOWN),
    ctx.db
      .select({ notification: notifications, channel: notificationChannels })
      .from(notifications)
      .innerJoin(notificationChannels, eq(notificationChannels.id, notifications.channelId))
      .where(eq(notifications.incidentId, incident.id))
      .orderBy(asc(notificationChannels.name)),
    relatedIncidents(ctx, incident),
    ctx.db
      .select()
      .from(silences)
      .where(sql`${silences.startsAt} <= now() and ${silences.endsAt} > now()`),
    veilFor(ctx),
  ]);
  const report = diagnosis?.report ?? null;
  const line = diagnosis && {
    ...diagnosis,
    summary: report?.summary ?? null,
    verdict: report?.verdict ?? null,
    mode: report?.root_cause?.mode ?? null,
  };
  const place = {
    ...(incident.service ? { service: incident.service } : {}),
    ...(incident.namespace ? { namespace: incident.namespace } : {}),
  };
  const first = (...names: string[]) => {
    const found = alerts.flatMap((alert) => names.flatMap((name) => alert.annotations[name] ?? []));
    return found.find((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) ?? null;
  };
  return {
    ...presentIncident(incident, line, ctx.language, veil),
    alerts: alerts.map(presentAlert),
    more_alerts: Math.max(0, incident.totalAlerts - alerts.length),
    timeline: events.toReversed().map(({ at, kind, author, text, ref }) => ({
      at: at.toISOString(),
      kind,
      author,
      text: renderMessage(veil.text(text), ctx.language),
      ref,
    })),
    notifications: sent.map(({ notification, channel }) => ({
      id: notification.id,
      channel: channel.name,
      kind: channel.kind,
      status: notification.status,
      attempts: notification.attempts,
      first_sent_at: notification.firstSentAt?.toISOString() ?? null,
      last_sent_at: notification.lastSentAt?.toISOString() ?? null,
      error: notification.lastError && renderMessage(notification.lastError, ctx.language),
    })),
    related,
    silences: active
      .filter((silence) => alerts.some((alert) => alert.status !== 'resolved' && covers(silence.matchers, { ...alert.labels, ...place })))
      .map((silence) => silence.id),
    runbook_url: first('runbook_url', 'runbook'),
    dashboard_url: first('dashboard_url', 'dashboard'),
  };
}

function presentAlert(row: typeof alertEpisodes.$inferSelect): IncidentDetail['alerts'][number] {
  const clean = (words: Record<string, string>) =>
    Object.fromEntries(Object.entries(words).map(([name, text]) => [name, redact(text, 4_100)]));
  return {
    id: row.id,
    name: row.alertName,
    severity: row.severity,
    status: row.status,
    source: row.source,
    labels: clean(row.labels),
    annotations: clean(row.annotations),
    generator_url: row.generatorUrl,
    starts_at: row.startsAt.toISOString(),
    ends_at: row.endsAt?.toISOString() ?? null,
    received_at: row.receivedAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    received: row.received,
    skew_seconds: row.skewSeconds,
  };
}
