import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { incidents, services } from '#/lib/db/schema.ts';
import { redact } from '#/lib/domain/redact.ts';
import { visibleIncidents, type IncidentRow } from './resolve-incident.ts';
import { serviceGraph } from './service-graph.ts';

/** Open incidents of the services that this one's service calls, and of those that call it. */
export async function relatedIncidents(ctx: Context, incident: IncidentRow): Promise<IncidentDetail['related']> {
  const { service, namespace, cluster, serviceId } = incident;
  if (!service || !namespace || !serviceId) return [];
  const neighbours = await serviceGraph(ctx, { cluster, namespace, name: service });
  if (neighbours.length === 0) return [];
  const rows = await ctx.db
    .select({ incident: incidents })
    .from(incidents)
    .innerJoin(services, eq(services.id, incidents.serviceId))
    .where(
      and(
        ne(incidents.status, 'resolved'),
        inArray(
          incidents.service,
          neighbours.map((item) => item.service.name),
        ),
        visibleIncidents(ctx.actor),
      ),
    )
    .orderBy(desc(incidents.receivedAt))
    .limit(50);
  return rows.flatMap(({ incident: other }) => {
    const neighbour = neighbours.find((item) => item.service.name === other.service && item.service.namespace === other.namespace);
    if (!neighbour || other.service === null) return [];
    return [{ id: other.id, title: redact(other.title), status: other.status, service: other.service, relation: neighbour.relation }];
  });
}
