import { clusterQuerySchema, servicePathSchema, servicePutSchema, serviceSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json, noContent } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { deleteService } from '#/lib/usecases/delete-service.ts';
import { getService } from '#/lib/usecases/get-service.ts';
import { putService } from '#/lib/usecases/put-service.ts';

const [params, query] = [servicePathSchema, clusterQuerySchema];
const written = { summary: 'Register or change a service', answers: { 200: serviceSchema, 201: serviceSchema } };

export const GET = route(
  { scope: 'read', params, query, summary: 'Read a service', answers: { 200: serviceSchema } },
  async ({ ctx, params, query }) => json(await getService(ctx, { ...params, ...query })),
);

export const PUT = route(
  { scope: 'admin', params, query, body: servicePutSchema, idempotent: true, ...written },
  async ({ ctx, params, query, body }) => {
    const { service, created } = await putService(ctx, { ...params, ...query, put: body });
    return json(service, { status: created ? 201 : 200 });
  },
);

export const DELETE = route(
  { scope: 'admin', params, query, idempotent: true, summary: 'Remove a service; its history stays', answers: { 204: null } },
  async ({ ctx, params, query }) => deleteService(ctx, { ...params, ...query }).then(noContent),
);

export const { POST, PATCH, OPTIONS } = otherMethods({ GET, PUT, DELETE });
