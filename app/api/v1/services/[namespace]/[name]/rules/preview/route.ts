import { rulePreviewedSchema, rulePreviewSchema } from '#/lib/contract/rules.ts';
import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { previewRule } from '#/lib/usecases/preview-rule.ts';

export const POST = route(
  {
    scope: 'telemetry:read',
    params: servicePathSchema,
    query: clusterQuerySchema,
    body: rulePreviewSchema,
    summary: 'When a rule would have fired over the past day',
    answers: { 200: rulePreviewedSchema },
  },
  async ({ ctx, params, query, body }) => json(await previewRule(ctx, { service: { ...params, ...query }, rule: body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
