import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { spanOrigin } from '#/lib/domain/span-origin.ts';
import type { Span } from '#/lib/domain/telemetry.ts';

/** A filter that drops the spans of registered services which the actor's teams do not own; others belong to nobody. */
export async function visibleSpans(ctx: Context, place: { cluster: string; namespace: string }): Promise<(spans: Span[]) => Span[]> {
  const rows = await ctx.db
    .select({ namespace: services.namespace, name: services.name, team: services.team })
    .from(services)
    .where(and(eq(services.cluster, place.cluster), isNull(services.deletedAt)));
  const hidden = new Set(rows.filter((row) => !seesTeam(ctx.actor, row.team)).map((row) => `${row.namespace}/${row.name}`));
  return (spans) => (hidden.size === 0 ? spans : spans.filter((span) => !hidden.has(spanOrigin(span, place.namespace))));
}
