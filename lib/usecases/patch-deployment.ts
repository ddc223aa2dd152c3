import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { deploymentPatchSchema, type Deployment } from '#/lib/contract/deployments.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { redact } from '#/lib/domain/redact.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { literal, message } from '#/lib/domain/text.ts';
import { getDeployment } from './get-deployment.ts';
import { parseInput } from './parse-input.ts';
import { recordDeploymentStatus } from './record-deployment-status.ts';
import { resolveDeployment } from './resolve-deployment.ts';

const inputSchema = z.object({ id: z.string(), patch: deploymentPatchSchema });

/**
 * Takes a pipeline's word for a deployment on platform `external`. 409 for a service that we watch
 * ourselves, and for a deployment that has ended otherwise; repeating the same word is harmless.
 */
export async function patchDeployment(ctx: Context, input: z.input<typeof inputSchema>): Promise<Deployment> {
  authorize(ctx.actor, 'deployments:write');
  const { id, patch } = parseInput(inputSchema, input);
  const { deployment, service } = await resolveDeployment(ctx, id);
  if (service.platform !== 'external') {
    throw new AppError(
      'conflict',
      `${serviceKey(service)} runs on platform "${service.platform}", which reports by itself. Only deployments of external services are reported here.`,
    );
  }
  if (deployment.status !== patch.status) {
    if (!isOpen(deployment.status))
      throw new AppError('conflict', `Deployment ${id} has ended as "${deployment.status}". Start a new one.`);
    const reason = patch.reason ? literal(redact(patch.reason)) : message(`reason.reported_${patch.status}`);
    const state = { status: patch.status, stage: patch.status === 'progressing' ? ('starting' as const) : ('ended' as const), reason };
    const recorded = await recordDeploymentStatus(ctx, { deploymentId: id, expected: deployment.status, state });
    if (!recorded) throw new AppError('conflict', `Deployment ${id} was changed at the same moment. Read it and decide again.`);
  }
  return getDeployment(ctx, { id });
}
