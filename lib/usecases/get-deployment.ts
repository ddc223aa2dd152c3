import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { diagnosisLines } from './diagnosis-lines.ts';
import { presentDeployment } from './present-deployment.ts';
import { resolveDeployment } from './resolve-deployment.ts';

/** One deployment with the instances as last seen and the line of its diagnosis. */
export async function getDeployment(ctx: Context, input: { id: string }): Promise<Deployment> {
  authorize(ctx.actor, 'read');
  const { deployment, service } = await resolveDeployment(ctx, input.id);
  const lines = await diagnosisLines(ctx, [deployment.id]);
  return presentDeployment(deployment, service, lines.get(deployment.id) ?? null, ctx.language);
}
