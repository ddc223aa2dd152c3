import { and, count, desc, eq, ne, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Inbox } from '#/lib/contract/inbox.ts';
import { textArray } from '#/lib/db/lists.ts';
import { incidentEvents, incidents, noticesRead, services } from '#/lib/db/schema.ts';
import type { IncidentEventKind } from '#/lib/domain/incident.ts';
import { redact } from '#/lib/domain/redact.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { visibleIncidents } from './resolve-incident.ts';
import { veilFor } from './veil.ts';

const SHOWN = 20;
/** No further back than these: what is older is no news. */
const EVENTS_LOOKED_AT = 2_000;

/** What tells a person something; the rest is between machines. */
const TOLD = [
  'alert_firing',
  'alert_stale',
  'severity_raised',
  'diagnosis_ended',
  'acknowledged',
  'assigned',
  'note',
  'resolved',
  'reopened',
] as const satisfies readonly IncidentEventKind[];

/** The newest word on each incident that the actor may see, their own acts left out, and how many they have not seen. */
export async function listInbox(ctx: Context): Promise<Inbox> {
  authorize(ctx.actor, 'read');
  const visible = visibleIncidents(ctx.actor);
  const recent = ctx.db.$with('recent').as(ctx.db.select().from(incidentEvents).orderBy(desc(incidentEvents.id)).limit(EVENTS_LOOKED_AT));
  const [rows, [open], [read], veil] = await Promise.all([
    ctx.db
      .with(recent)
      .selectDistinctOn([recent.incidentId], {
        incident: incidents,
        event: { id: recent.id, at: recent.at, kind: recent.kind, author: recent.author, text: recent.text },
      })
      .from(recent)
      .innerJoin(incidents, eq(incidents.id, recent.incidentId))
      .leftJoin(services, eq(services.id, incidents.serviceId))
      .where(and(visible, sql`${recent.author} is distinct from ${ctx.actor.name}`, sql`${recent.kind} = any(${textArray(TOLD)})`))
      .orderBy(recent.incidentId, desc(recent.id)),
    ctx.db
      .select({ count: count() })
      .from(incidents)
      .leftJoin(services, eq(services.id, incidents.serviceId))
      .where(and(visible, ne(incidents.status, 'resolved'))),
    ctx.db.select({ at: noticesRead.readAt }).from(noticesRead).where(eq(noticesRead.userId, ctx.actor.id)),
    veilFor(ctx),
  ]);
  const isUnread = (at: Date) => !read || at > read.at;
  return {
    items: rows
      .toSorted((a, b) => b.event.id - a.event.id)
      .slice(0, SHOWN)
      .map(({ incident, event }) => ({
        incident_id: incident.id,
        title: redact(incident.title),
        severity: incident.severity,
        status: incident.status,
        service: incident.service,
        at: event.at.toISOString(),
        kind: event.kind,
        author: event.author,
        text: renderMessage(veil.text(event.text), ctx.language),
        unread: isUnread(event.at),
      })),
    unread: rows.filter(({ event }) => isUnread(event.at)).length,
    read_at: read?.at.toISOString() ?? null,
    open: open?.count ?? 0,
  };
}
