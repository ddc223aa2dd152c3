import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { redactTexts } from '#/lib/domain/redact.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import { reading } from './reading.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

/** What the platform runs of a service now, newest generation first, commands without secrets; none for a service that runs elsewhere. */
export async function listInstances(ctx: Context, input: ServiceName): Promise<Instance[]> {
  authorize(ctx.actor, 'read');
  const { platform, cluster, namespace, name } = await resolveService(ctx, input);
  if (platform === 'external') return [];
  const status = await reading('instances', ctx.signal, (signal) => ctx.ports.platform.observe({ cluster, namespace, name }, signal));
  return redactTexts(status?.instances ?? []);
}
