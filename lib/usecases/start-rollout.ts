import { and, eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import type { DeploymentKind } from '#/lib/domain/deployment.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { literal, message, type Message } from '#/lib/domain/text.ts';
import { announceDeployment } from './begin-deployment.ts';
import { recordDeploymentStatus } from './record-deployment-status.ts';

const APPLY_DEADLINE_MS = 10_000;

/** Whether a deployment of this kind acts on the running instances, or puts new ones in their place. */
const replaces = { release: true, rollback: true, config: true, restart: true, flag: false, scale: false } as const satisfies Record<
  DeploymentKind,
  boolean
>;

/**
 * Hands a pending deployment to its platform and moves it to `progressing`. Harmless to repeat: the
 * platform is asked for a generation, and zero updated rows mean that somebody else was faster. A
 * platform that refuses the state for good fails the deployment; one that cannot be asked throws.
 */
export async function startRollout(ctx: Context, input: { deploymentId: string }): Promise<void> {
  authorize(ctx.actor, 'deployments:write');
  const [row] = await ctx.db
    .select()
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(and(eq(deployments.id, input.deploymentId), eq(deployments.status, 'pending')));
  if (!row || row.services.platform === 'external') return;
  const { deployments: deployment, services: service } = row;
  const { snapshot } = deployment;
  try {
    await ctx.ports.platform.apply(
      {
        service: { cluster: service.cluster, namespace: service.namespace, name: service.name },
        generation: deployment.generation,
        deploymentId: deployment.id,
        version: deployment.version,
        image: deployment.image,
        config: snapshot.config,
        flags: snapshot.flags,
        replicas: snapshot.stopped ? 0 : snapshot.replicas,
        restart: replaces[deployment.kind],
      },
      AbortSignal.any([ctx.signal, AbortSignal.timeout(APPLY_DEADLINE_MS)]),
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    await recordDeploymentStatus(ctx, {
      deploymentId: deployment.id,
      expected: 'pending',
      state: { status: 'failed', stage: 'ended', reason: refusal },
    });
    return;
  }
  await ctx.db.transaction(async (tx) => {
    const taken = await tx
      .update(deployments)
      .set({ status: 'progressing', stage: 'starting', startedAt: ctx.now(), reason: message('reason.waiting_for_platform') })
      .where(and(eq(deployments.id, deployment.id), eq(deployments.status, 'pending')))
      .returning({ id: deployments.id });
    if (taken.length > 0) await announceDeployment(tx, service, deployment.id, 'progressing');
  });
}

/** A platform that answers "I cannot run this" will not change its mind; anything else is worth another try. */
function refusalOf(error: unknown): Message | null {
  if (!(error instanceof AppError) || error.status >= 500 || error.code === 'too_many_requests') return null;
  return message('reason.refused', literal(error.message).values);
}
