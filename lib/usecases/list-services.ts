import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { decodeCursor, encodeCursor, pageQuery, type Page } from '#/lib/contract/paging.ts';
import type { Service } from '#/lib/contract/services.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { parseInput } from './parse-input.ts';
import { presentService } from './present-service.ts';
import { serviceExtras } from './service-extras.ts';

/** Query of `GET /api/v1/services`. */
export const serviceListSchema = z.object({
  namespace: nameSchema.optional(),
  cluster: nameSchema.optional(),
  team: z.string().max(100).optional(),
  ...pageQuery,
});

/** The services that the actor's teams own, by name. */
export async function listServices(ctx: Context, input: z.input<typeof serviceListSchema>): Promise<Page<Service>> {
  authorize(ctx.actor, 'read');
  const query = parseInput(serviceListSchema, input);
  const rows = await ctx.db
    .select()
    .from(services)
    .where(
      and(
        isNull(services.deletedAt),
        visibleTo(ctx.actor),
        query.namespace ? eq(services.namespace, query.namespace) : undefined,
        query.cluster ? eq(services.cluster, query.cluster) : undefined,
        query.team ? eq(services.team, query.team) : undefined,
        query.cursor ? after(query.cursor) : undefined,
      ),
    )
    .orderBy(asc(services.cluster), asc(services.namespace), asc(services.name))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const extras = await serviceExtras(ctx, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => presentService(row, extras(row), ctx.language)),
    next: rows.length > query.limit && last ? encodeCursor([last.cluster, last.namespace, last.name]) : null,
  };
}

function after(cursor: string): SQL {
  const [cluster, namespace, name] = decodeCursor(cursor, z.tuple([z.string(), z.string(), z.string()]));
  return sql`(${services.cluster}, ${services.namespace}, ${services.name}) > (${cluster}, ${namespace}, ${name})`;
}
