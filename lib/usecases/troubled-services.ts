import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';

export type Troubled = ServiceRef & { health: 'failing' | 'degraded' };

const LIMIT = 50;

/** The services of the actor's teams that are not well as last judged: failing ones first, of equals the one that has been so longest. */
export async function troubledServices(ctx: Context): Promise<Troubled[]> {
  authorize(ctx.actor, 'execute');
  const rows = await ctx.db
    .select({ cluster: services.cluster, namespace: services.namespace, name: services.name, health: services.health })
    .from(services)
    .where(
      and(isNull(services.deletedAt), visibleTo(ctx.actor), eq(services.stopped, false), inArray(services.health, ['failing', 'degraded'])),
    )
    .orderBy(sql`${services.health} <> 'failing'`, asc(services.healthSince), asc(services.name))
    .limit(LIMIT);
  return rows.map((row) => ({ ...row, health: row.health === 'failing' ? 'failing' : 'degraded' }));
}
