import { clusterQuerySchema, instancesSchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listInstances } from '#/lib/usecases/list-instances.ts';

export const GET = route(
  {
    scope: 'read',
    params: servicePathSchema,
    query: clusterQuerySchema,
    summary: 'What runs of a service now',
    answers: { 200: instancesSchema },
  },
  async ({ ctx, params, query }) => json(await listInstances(ctx, { ...params, ...query })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
