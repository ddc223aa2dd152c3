import { acceptedDeploymentSchema } from '#/lib/contract/deployments.ts';
import { clusterQuerySchema, scaleSchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { scaleService } from '#/lib/usecases/scale-service.ts';

export const POST = route(
  {
    scope: 'deployments:write',
    params: servicePathSchema,
    query: clusterQuerySchema,
    body: scaleSchema,
    idempotent: true,
    summary: 'Run another number of instances',
    answers: { 202: acceptedDeploymentSchema },
  },
  async ({ ctx, params, query, body }) =>
    json(await scaleService(ctx, { service: { ...params, ...query }, replicas: body.replicas }), { status: 202 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
