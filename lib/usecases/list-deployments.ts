import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { deploymentKindSchema, deploymentStatusSchema } from '#/lib/domain/deployment.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { diagnosisLines } from './diagnosis-lines.ts';
import { cutPage, olderThan } from './page.ts';
import { parseInput } from './parse-input.ts';
import { presentDeployment } from './present-deployment.ts';
import { resolveService } from './resolve-service.ts';

/** Query of `GET /api/v1/deployments`. */
export const deploymentListSchema = z.object({
  service: nameSchema.optional(),
  namespace: nameSchema.optional(),
  cluster: nameSchema.optional(),
  status: deploymentStatusSchema.optional(),
  kind: deploymentKindSchema.optional(),
  ...pageQuery,
});

/** The history, newest first, each with the verdict's line of its own diagnosis. */
export async function listDeployments(ctx: Context, input: z.input<typeof deploymentListSchema> = {}): Promise<Page<Deployment>> {
  authorize(ctx.actor, 'read');
  const query = parseInput(deploymentListSchema, input);
  const service = query.service ? await resolveService(ctx, { ...query, name: query.service }) : null;
  const rows = await ctx.db
    .select()
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(
      and(
        visibleTo(ctx.actor),
        service ? eq(deployments.serviceId, service.id) : undefined,
        query.namespace ? eq(services.namespace, query.namespace) : undefined,
        query.cluster ? eq(services.cluster, query.cluster) : undefined,
        query.status ? eq(deployments.status, query.status) : undefined,
        query.kind ? eq(deployments.kind, query.kind) : undefined,
        olderThan(query.cursor, deployments.createdAt, deployments.id),
      ),
    )
    .orderBy(desc(deployments.createdAt), desc(deployments.id))
    .limit(query.limit + 1);
  const lines = await diagnosisLines(
    ctx,
    rows.map((row) => row.deployments.id),
  );
  return cutPage(
    rows,
    query.limit,
    (row) => [row.deployments.createdAt, row.deployments.id],
    (row) => presentDeployment(row.deployments, row.services, lines.get(row.deployments.id) ?? null, ctx.language),
  );
}
