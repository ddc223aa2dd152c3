import { and, eq, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import type { Actor } from '#/lib/domain/actor.ts';
import { notFound } from '#/lib/domain/errors.ts';

export type DiagnosisRow = typeof diagnoses.$inferSelect;

/**
 * The condition, on diagnoses joined with their services, for what an actor may see: those of visible
 * services; of those that hang on no service the actor's own, and those of alerts. Undefined means "all".
 */
export function visibleDiagnoses(actor: Actor): SQL | undefined {
  const visible = visibleTo(actor);
  if (!visible) return undefined;
  const own = sql`${diagnoses.actor} ->> 'id' = ${actor.id} and ${diagnoses.actor} ->> 'kind' = ${actor.kind}`;
  return or(and(isNotNull(diagnoses.serviceId), visible), and(isNull(diagnoses.serviceId), or(own, eq(diagnoses.trigger, 'alert'))));
}

/** One diagnosis; 404 when there is none or it is another team's. */
export async function resolveDiagnosis(ctx: Context, id: string): Promise<DiagnosisRow> {
  const [row] = await ctx.db
    .select({ diagnosis: diagnoses })
    .from(diagnoses)
    .leftJoin(services, eq(services.id, diagnoses.serviceId))
    .where(and(eq(diagnoses.id, id), visibleDiagnoses(ctx.actor)));
  if (!row) throw notFound('diagnosis', id);
  return row.diagnosis;
}
