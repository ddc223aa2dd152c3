import { and, eq } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { notFound } from '#/lib/domain/errors.ts';
import type { DeploymentRow } from './present-deployment.ts';
import type { ServiceRow } from './resolve-service.ts';

/** One deployment with its service; 404 when there is none or it is another team's. */
export async function resolveDeployment(ctx: Context, id: string): Promise<{ deployment: DeploymentRow; service: ServiceRow }> {
  const [row] = await ctx.db
    .select()
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(and(eq(deployments.id, id), visibleTo(ctx.actor)));
  if (!row) throw notFound('deployment', id);
  return { deployment: row.deployments, service: row.services };
}
