import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { DEFAULT_CLUSTER, serviceKey } from '#/lib/domain/service.ts';

export type ServiceRow = typeof services.$inferSelect;

/** How a caller names a service; the namespace may be left out where the name is unique. */
export type ServiceName = { cluster?: string | null; namespace?: string | null; name: string };

/**
 * The registered service that the actor means. 404 when there is none or it is another team's; 400
 * `ambiguous_service` listing the candidates when several namespaces have one of that name.
 */
export async function resolveService(ctx: Context, given: ServiceName): Promise<ServiceRow> {
  const rows = await ctx.db
    .select()
    .from(services)
    .where(
      and(
        eq(services.cluster, given.cluster ?? DEFAULT_CLUSTER),
        eq(services.name, given.name),
        given.namespace ? eq(services.namespace, given.namespace) : undefined,
        isNull(services.deletedAt),
        visibleTo(ctx.actor),
      ),
    )
    .orderBy(services.namespace)
    .limit(20);
  const [only, ...others] = rows;
  if (!only) throw notFound('service', given.namespace ? `${given.namespace}/${given.name}` : given.name);
  if (others.length === 0) return only;
  const candidates = rows.map((row) => serviceKey(row));
  throw new AppError(
    'ambiguous_service',
    `Several services are called "${given.name}": say which namespace. Candidates: ${candidates.join(', ')}.`,
    {
      details: { candidates },
      errors: [{ path: 'namespace', message: `one of: ${rows.map((row) => row.namespace).join(', ')}` }],
    },
  );
}
