import { z } from 'zod';
import { serviceSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listServices, serviceListSchema } from '#/lib/usecases/list-services.ts';

export const GET = route(
  { scope: 'read', query: serviceListSchema, summary: 'List services', answers: { 200: z.array(serviceSchema) } },
  async ({ ctx, query, request }) => list(request, await listServices(ctx, query)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
