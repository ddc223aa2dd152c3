import { sql } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import type { IncidentEventKind } from '#/lib/domain/incident.ts';
import { storableJson } from '#/lib/domain/storable.ts';
import type { Message } from '#/lib/domain/text.ts';

export type NewIncidentEvent = {
  incidentId: number;
  kind: IncidentEventKind;
  text: Message;
  /** The diagnosis, notification or change that it tells of. */
  ref: string | null;
  /** Who did it; nobody in particular when left out. */
  author?: string;
};

/** Adds to the timelines of incidents, in the order given. */
export async function recordIncidentEvents(tx: Transaction, events: readonly NewIncidentEvent[], now?: Date): Promise<void> {
  if (events.length === 0) return;
  const items = events.map(({ incidentId, kind, text, ref, author }) => ({
    incident_id: incidentId,
    kind,
    text,
    ref,
    author: author ?? null,
  }));
  await tx.execute(sql`
    insert into incident_events (incident_id, at, kind, author, text, ref)
    select item.incident_id, ${now ? sql`${now.toISOString()}::timestamptz` : sql`clock_timestamp()`}, item.kind, item.author, item.text, item.ref
      from rows from (jsonb_to_recordset(${storableJson(items)}::text::jsonb) as (incident_id int, kind text, author text, text jsonb, ref text))
           with ordinality as item(incident_id, kind, author, text, ref, place)
     order by item.place`);
}
