import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { managedVersion } from './managed-service.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

/** Replaces every instance by one of the same version and configuration. 409 when the service is stopped. */
export async function restartService(ctx: Context, input: ServiceName): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const found = await resolveService(ctx, input);
  return beginDeployment(ctx, found.id, (service) => {
    const version = managedVersion(service);
    if (service.stopped || service.replicas === 0) throw new AppError('conflict', `${service.name} is stopped. Start it instead.`);
    const state = desiredStateOf(service);
    return {
      kind: 'restart',
      eventType: 'RESTART',
      summary: message('audit.restart', { service: service.name, replicas: state.replicas }),
      version,
      state,
    };
  });
}
