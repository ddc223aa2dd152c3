import { z } from 'zod';
import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { traceAnswerSchema } from '#/lib/contract/telemetry.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getTrace } from '#/lib/usecases/get-trace.ts';

const params = servicePathSchema.extend({ traceId: z.string().regex(/^[0-9a-f]{32}$/, 'a trace id has 32 hexadecimal digits') });

export const GET = route(
  { scope: 'telemetry:read', params, query: clusterQuerySchema, summary: 'One trace with its spans', answers: { 200: traceAnswerSchema } },
  async ({ ctx, params: { traceId, ...service }, query }) => json(await getTrace(ctx, { service: { ...service, ...query }, traceId })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
