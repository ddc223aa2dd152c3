import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { scaleSchema } from '#/lib/contract/services.ts';
import { stateChanges } from '#/lib/domain/desired-state.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { managedVersion } from './managed-service.ts';
import { parseInput } from './parse-input.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

const inputSchema = z.object({ service: z.custom<ServiceName>(), ...scaleSchema.shape });

/** Runs that many instances; more than none also starts a stopped service. 400 when it has that many. */
export async function scaleService(ctx: Context, input: { service: ServiceName; replicas: number }): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const { replicas } = parseInput(inputSchema, input);
  const found = await resolveService(ctx, input.service);
  return beginDeployment(ctx, found.id, (service) => {
    const version = managedVersion(service);
    const before = desiredStateOf(service);
    const state = { ...before, replicas, stopped: replicas === 0 ? before.stopped : false };
    if (stateChanges(before, state).length === 0)
      throw new AppError('invalid_input', `Nothing would change: ${service.name} is asked to run ${replicas} already.`);
    return {
      kind: 'scale',
      eventType: 'SCALE',
      summary: message('audit.scale', { service: service.name, before: before.stopped ? 0 : before.replicas, after: replicas }),
      version,
      state,
    };
  });
}
