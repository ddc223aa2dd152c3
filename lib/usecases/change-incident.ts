import { eq, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { incidents } from '#/lib/db/schema.ts';
import type { IncidentEventKind } from '#/lib/domain/incident.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import { recordIncidentEvents } from './incident-events.ts';
import { planNotifications } from './plan-notifications.ts';
import { resolveIncident, type IncidentRow } from './resolve-incident.ts';

/** What a person does to an incident, decided on its locked row. */
export type IncidentAct = {
  set: Partial<typeof incidents.$inferInsert>;
  kind: IncidentEventKind;
  text: Message;
  /** Messages about it say so. */
  tell: boolean;
  /** Further rows of the same change. */
  also?: (tx: Transaction) => Promise<void>;
};

/**
 * The one way a person changes an incident: row, timeline, messages, notice and audit entry together.
 * Null from `decide`: it is so already, and nothing is written. 404 as everywhere, also for another team's.
 */
export async function changeIncident(ctx: Context, id: number, decide: (row: IncidentRow) => IncidentAct | null): Promise<void> {
  const { team } = await resolveIncident(ctx, id);
  await ctx.db.transaction(async (tx) => {
    // Alerts lock what is remembered of them first; so does whoever closes an incident by hand.
    await tx.execute(sql`
      select 1 from alert_states where episode_id in (select id from alert_episodes where incident_id = ${id}) order by source, fingerprint for update`);
    const [row] = await tx.select().from(incidents).where(eq(incidents.id, id)).for('update');
    const act = row && decide(row);
    if (!row || !act) return;
    await tx
      .update(incidents)
      .set({ ...act.set, updatedAt: sql`clock_timestamp()` })
      .where(eq(incidents.id, id));
    await act.also?.(tx);
    await recordIncidentEvents(tx, [{ incidentId: id, kind: act.kind, text: act.text, ref: null, author: ctx.actor.name }]);
    if (act.tell) await planNotifications(tx, { incidentIds: [id] });
    const service = row.service && row.namespace ? `${row.namespace}/${row.service}` : null;
    await notice(tx, { topic: 'incidents', id: String(id), service, team, kind: act.kind });
    await appendAudit(tx, {
      cluster: row.cluster,
      namespace: row.namespace ?? 'default',
      eventType: 'OTHER',
      serviceId: row.serviceId,
      actor: ctx.actor,
      summary: message('audit.incident', { id, what: act.text }),
    });
  });
}

/** A resolved incident is history: what could be done to an open one is refused. */
export function refuseResolved(row: IncidentRow): void {
  if (row.status === 'resolved') throw new AppError('conflict', `Incident ${row.id} is resolved. Reopen it first.`);
}
