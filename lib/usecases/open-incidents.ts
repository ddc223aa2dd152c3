import { and, count, desc, eq, ne } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Incident } from '#/lib/contract/incidents.ts';
import { severityRank } from '#/lib/db/lists.ts';
import { diagnoses, incidents, services } from '#/lib/db/schema.ts';
import { diagnosisColumns } from './list-incidents.ts';
import { presentIncident } from './present-incident.ts';
import { visibleIncidents } from './resolve-incident.ts';
import { veilFor } from './veil.ts';

const SHOWN = 20;

/** The open incidents that the actor may see: the worst first, of one severity the newest; and how many there are. */
export async function openIncidents(ctx: Context): Promise<{ items: Incident[]; count: number }> {
  const open = and(visibleIncidents(ctx.actor), ne(incidents.status, 'resolved'));
  const [rows, [all], veil] = await Promise.all([
    ctx.db
      .select({ incident: incidents, diagnosis: diagnosisColumns })
      .from(incidents)
      .leftJoin(services, eq(services.id, incidents.serviceId))
      .leftJoin(diagnoses, eq(diagnoses.id, incidents.diagnosisId))
      .where(open)
      .orderBy(severityRank(incidents.severity), desc(incidents.receivedAt))
      .limit(SHOWN),
    ctx.db.select({ count: count() }).from(incidents).leftJoin(services, eq(services.id, incidents.serviceId)).where(open),
    veilFor(ctx),
  ]);
  return {
    items: rows.map(({ incident, diagnosis }) => presentIncident(incident, diagnosis, ctx.language, veil)),
    count: all?.count ?? 0,
  };
}
