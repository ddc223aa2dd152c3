import { and, eq, isNull, or, type SQL } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { diagnoses, incidents, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import type { Actor } from '#/lib/domain/actor.ts';
import { notFound } from '#/lib/domain/errors.ts';

export type IncidentRow = typeof incidents.$inferSelect;

/** The condition, on incidents joined with their services, for what an actor may see; those of no registered service everybody may. */
export function visibleIncidents(actor: Actor): SQL | undefined {
  const visible = visibleTo(actor);
  return visible && or(isNull(incidents.serviceId), visible);
}

/** One incident with the diagnosis that speaks for it; 404 when there is none or it is another team's. */
export async function resolveIncident(
  ctx: Context,
  id: number,
): Promise<{ incident: IncidentRow; diagnosis: typeof diagnoses.$inferSelect | null; team: string | null }> {
  const [row] = await ctx.db
    .select({ incident: incidents, diagnosis: diagnoses, team: services.team })
    .from(incidents)
    .leftJoin(services, eq(services.id, incidents.serviceId))
    .leftJoin(diagnoses, eq(diagnoses.id, incidents.diagnosisId))
    .where(and(eq(incidents.id, id), visibleIncidents(ctx.actor)));
  if (!row) throw notFound('incident', String(id));
  return row;
}
