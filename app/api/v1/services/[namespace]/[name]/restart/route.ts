import { acceptedDeploymentSchema } from '#/lib/contract/deployments.ts';
import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { restartService } from '#/lib/usecases/restart-service.ts';

export const POST = route(
  {
    scope: 'deployments:write',
    params: servicePathSchema,
    query: clusterQuerySchema,
    idempotent: true,
    summary: 'Replace every instance',
    answers: { 202: acceptedDeploymentSchema },
  },
  async ({ ctx, params, query }) => json(await restartService(ctx, { ...params, ...query }), { status: 202 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
