import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { configPatchSchema, type ConfigPatch } from '#/lib/contract/services.ts';
import { isSecretRotation, stateChanges } from '#/lib/domain/desired-state.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { checkedConfig } from './checked-config.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { managedVersion } from './managed-service.ts';
import { parseInput } from './parse-input.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { sealState } from './seal-state.ts';

const inputSchema = z.object({ service: z.custom<ServiceName>(), supersede: z.boolean().optional(), patch: configPatchSchema });

/** Changes a service's environment and rolls it out like a release. 400 when nothing would change, 409 while a deployment is open unless `supersede` ends it. */
export async function updateConfig(
  ctx: Context,
  input: { service: ServiceName; patch: ConfigPatch; supersede?: boolean },
): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const { patch, supersede } = parseInput(inputSchema, input);
  const found = await resolveService(ctx, input.service);
  return beginDeployment(ctx, found.id, (service) => {
    const version = managedVersion(service);
    const before = desiredStateOf(service);
    const state = sealState(ctx, service, checkedConfig(before, patch));
    const changes = stateChanges(before, state);
    if (changes.length === 0) throw new AppError('invalid_input', 'Nothing would change: every key has that value already.');
    const keys = changes.map((change) => change.path.slice('config.'.length)).join(', ');
    return {
      kind: 'config',
      eventType: isSecretRotation(before, changes) ? 'SECRET_ROTATION' : 'CONFIG_UPDATE',
      summary: message('audit.config', { service: service.name, keys }),
      version,
      state,
      supersede,
    };
  });
}
