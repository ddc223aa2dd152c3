import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { metricsAnswerSchema } from '#/lib/contract/telemetry.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { metricsQuerySchema, queryMetrics } from '#/lib/usecases/query-metrics.ts';

export const GET = route(
  {
    scope: 'telemetry:read',
    params: servicePathSchema,
    query: metricsQuerySchema.extend(clusterQuerySchema.shape),
    summary: 'One golden signal as a time series, with change markers',
    answers: { 200: metricsAnswerSchema },
  },
  async ({ ctx, params, query: { cluster, ...query } }) => json(await queryMetrics(ctx, { service: { ...params, cluster }, query })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
