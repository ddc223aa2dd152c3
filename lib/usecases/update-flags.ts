import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { flagPatchSchema, MAX_CONFIG_KEYS } from '#/lib/contract/services.ts';
import { stateChanges } from '#/lib/domain/desired-state.ts';
import { AppError } from '#/lib/domain/errors.ts';
import type { FlagValue } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { managedVersion } from './managed-service.ts';
import { parseInput } from './parse-input.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

const inputSchema = z.object({ service: z.custom<ServiceName>(), supersede: z.boolean().optional(), flags: flagPatchSchema });

/** Hands other flag values to the running instances, without a restart. 400 when nothing would change, 409 while a deployment is open unless `supersede` ends it. */
export async function updateFlags(
  ctx: Context,
  input: { service: ServiceName; flags: Record<string, FlagValue>; supersede?: boolean },
): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const { flags, supersede } = parseInput(inputSchema, input);
  const found = await resolveService(ctx, input.service);
  return beginDeployment(ctx, found.id, (service) => {
    const version = managedVersion(service);
    const before = desiredStateOf(service);
    const state = { ...before, flags: { ...before.flags, ...flags } };
    if (Object.keys(state.flags).length > MAX_CONFIG_KEYS)
      throw new AppError('invalid_input', `A service may have at most ${MAX_CONFIG_KEYS} flags.`);
    const changes = stateChanges(before, state);
    if (changes.length === 0) throw new AppError('invalid_input', 'Nothing would change: every flag has that value already.');
    const names = changes.map((change) => change.path.slice('flags.'.length)).join(', ');
    return {
      kind: 'flag',
      eventType: 'FEATURE_FLAG',
      summary: message('audit.flags', { service: service.name, flags: names }),
      version,
      state,
      supersede,
    };
  });
}
