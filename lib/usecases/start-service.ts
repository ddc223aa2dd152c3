import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { managedVersion } from './managed-service.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

/** Starts a stopped service with the instances it had, at least one. */
export async function startService(ctx: Context, input: ServiceName): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const found = await resolveService(ctx, input);
  return beginDeployment(ctx, found.id, (service) => {
    const version = managedVersion(service);
    if (!service.stopped && service.replicas > 0)
      throw new AppError('invalid_input', `Nothing would change: ${service.name} is started already.`);
    const replicas = Math.max(service.replicas, 1);
    return {
      kind: 'scale',
      eventType: 'SCALE',
      summary: message('audit.start', { service: service.name, replicas }),
      version,
      state: { ...desiredStateOf(service), stopped: false, replicas },
    };
  });
}
