import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Service } from '#/lib/contract/services.ts';
import { presentService } from './present-service.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { serviceExtras } from './service-extras.ts';

/** One service with its health, configuration (secrets hidden) and open deployment. */
export async function getService(ctx: Context, input: ServiceName): Promise<Service> {
  authorize(ctx.actor, 'read');
  const row = await resolveService(ctx, input);
  const extras = await serviceExtras(ctx, [row]);
  return presentService(row, extras(row), ctx.language);
}
