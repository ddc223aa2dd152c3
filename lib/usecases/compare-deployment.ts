import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { behaviourBefore, compareBehaviour, type BehaviourComparison } from './compare-behaviour.ts';
import { reading } from './reading.ts';
import { resolveDeployment } from './resolve-deployment.ts';

/** Of a deployment that serves on, the newest behaviour is compared. */
const LATELY_MS = 180_000;

/** How a deployment's behaviour compares with the time before it: until it ended when it failed, else lately. Null when it never took the traffic or nothing served before. */
export async function compareDeployment(
  ctx: Context,
  input: { id: string },
): Promise<{ service: string; compared: BehaviourComparison } | null> {
  authorize(ctx.actor, 'telemetry:read');
  const { deployment, service } = await resolveDeployment(ctx, input.id);
  return reading('metrics', ctx.signal, async (signal) => {
    const reader = { ...ctx, signal };
    const before = await behaviourBefore(reader, service, deployment);
    if (!before) return null;
    const failed = deployment.failureSeenAt?.getTime();
    const now = ctx.now().getTime();
    const since = failed === undefined ? now - LATELY_MS : 0;
    const compared = await compareBehaviour(reader, { service, deployment, before, until: failed ?? now, since });
    return compared && { service: serviceKey(service), compared };
  });
}
