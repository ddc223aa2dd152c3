import { and, asc, isNull } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';

const LIMIT = 5_000;

/** The names of all services that the actor may see: what a question can be about. Whoever may ask may know them. */
export async function visibleServices(ctx: Context): Promise<(ServiceRef & { id: string })[]> {
  authorize(ctx.actor, 'execute');
  return ctx.db
    .select({ id: services.id, cluster: services.cluster, namespace: services.namespace, name: services.name })
    .from(services)
    .where(and(isNull(services.deletedAt), visibleTo(ctx.actor)))
    .orderBy(asc(services.cluster), asc(services.namespace), asc(services.name))
    .limit(LIMIT);
}
