import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { managedVersion } from './managed-service.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

/** Ends every instance and keeps the service stopped until it is started; how many it had is remembered. */
export async function stopService(ctx: Context, input: ServiceName): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const found = await resolveService(ctx, input);
  return beginDeployment(ctx, found.id, (service) => {
    const version = managedVersion(service);
    if (service.stopped) throw new AppError('invalid_input', `Nothing would change: ${service.name} is stopped already.`);
    return {
      kind: 'scale',
      eventType: 'SCALE',
      summary: message('audit.stop', { service: service.name }),
      version,
      state: { ...desiredStateOf(service), stopped: true },
    };
  });
}
