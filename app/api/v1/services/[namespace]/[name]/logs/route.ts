import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { logsAnswerSchema } from '#/lib/contract/telemetry.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { logsQuerySchema, searchLogs } from '#/lib/usecases/search-logs.ts';

export const GET = route(
  {
    scope: 'telemetry:read',
    params: servicePathSchema,
    query: logsQuerySchema.extend(clusterQuerySchema.shape),
    summary: 'Search log lines, newest first',
    answers: { 200: logsAnswerSchema },
  },
  async ({ ctx, params, query: { cluster, ...query } }) => json(await searchLogs(ctx, { service: { ...params, cluster }, query })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
