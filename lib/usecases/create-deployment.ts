import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { deploymentCreateSchema, type AcceptedDeployment, type DeploymentCreate } from '#/lib/contract/deployments.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { checkedConfig } from './checked-config.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { parseInput } from './parse-input.ts';
import { resolveService, type ServiceRow } from './resolve-service.ts';
import { versionBefore } from './version-before.ts';

const PLATFORM_DEADLINE_MS = 5_000;

/**
 * Starts the release of a version, with configuration if given. 400 `unknown_version` listing the
 * versions there are, 409 while another deployment is open unless `supersede` ends it.
 */
export async function createDeployment(ctx: Context, input: DeploymentCreate): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const wanted = parseInput(deploymentCreateSchema, input);
  const found = await resolveService(ctx, { cluster: wanted.cluster, namespace: wanted.namespace, name: wanted.service });
  await refuseUnknownVersion(ctx, found, wanted.version);
  return beginDeployment(ctx, found.id, (service) => {
    const before = desiredStateOf(service);
    const state = wanted.config ? checkedConfig(before, wanted.config, 'config') : before;
    return {
      kind: 'release',
      eventType: 'DEPLOYMENT',
      summary: message('audit.deployment', {
        service: service.name,
        version: wanted.version,
        previous: versionBefore(service, 'release') ?? 'none',
      }),
      version: wanted.version,
      // A release of a stopped service starts it: nobody deploys what is not to run.
      state: { ...state, stopped: false, replicas: Math.max(state.replicas, 1) },
      supersede: wanted.supersede,
      release: wanted,
    };
  });
}

async function refuseUnknownVersion(ctx: Context, service: ServiceRow, version: string): Promise<void> {
  if (service.platform === 'external') return;
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(PLATFORM_DEADLINE_MS)]);
  const known = await ctx.ports.platform.versions({ cluster: service.cluster, namespace: service.namespace, name: service.name }, signal);
  if (known === null || known.includes(version)) return;
  const list = known.length > 0 ? known.join(', ') : 'none';
  throw new AppError('unknown_version', `The platform has no version "${version}" of ${serviceKey(service)}. Known versions: ${list}.`, {
    details: { versions: known },
    errors: [{ path: 'version', message: `one of: ${list}` }],
  });
}
