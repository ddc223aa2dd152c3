import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { tracesAnswerSchema } from '#/lib/contract/telemetry.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { tracesQuerySchema, searchTraces } from '#/lib/usecases/search-traces.ts';

export const GET = route(
  {
    scope: 'telemetry:read',
    params: servicePathSchema,
    query: tracesQuerySchema.extend(clusterQuerySchema.shape),
    summary: 'Search traces, newest first',
    answers: { 200: tracesAnswerSchema },
  },
  async ({ ctx, params, query: { cluster, ...query } }) => json(await searchTraces(ctx, { service: { ...params, cluster }, query })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
