import { sql } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { message } from '#/lib/domain/text.ts';
import { recordIncidentEvents } from './incident-events.ts';
import { planNotifications } from './plan-notifications.ts';

/** A diagnosis has ended: the incidents it speaks for say so, and so do their messages. */
export async function tellIncidents(tx: Transaction, diagnosis: { id: string; status: string }): Promise<void> {
  const rows = await tx.execute<{ id: number; notified: boolean; team: string | null }>(sql`
    select incident.id, service.team, exists (select 1 from notifications where incident_id = incident.id) as notified
      from incidents incident left join services service on service.id = incident.service_id
     where incident.diagnosis_id = ${diagnosis.id} order by incident.grouping_key for update of incident`);
  const text = message(diagnosis.status === 'completed' ? 'incident.event.diagnosed' : 'incident.event.diagnosis_failed');
  await recordIncidentEvents(
    tx,
    rows.map((row) => ({ incidentId: row.id, kind: 'diagnosis_ended', text, ref: diagnosis.id })),
  );
  for (const row of rows) await notice(tx, { topic: 'incidents', id: String(row.id), service: null, team: row.team, kind: 'diagnosed' });
  await planNotifications(tx, { incidentIds: rows.filter((row) => row.notified).map((row) => row.id) });
}
