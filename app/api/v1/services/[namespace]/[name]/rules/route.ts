import { z } from 'zod';
import { ruleCreateSchema, ruleSchema } from '#/lib/contract/rules.ts';
import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { listRules } from '#/lib/usecases/list-rules.ts';
import { createRule } from '#/lib/usecases/write-rule.ts';

const where = { params: servicePathSchema, query: clusterQuerySchema };

export const GET = route(
  { scope: 'read', ...where, summary: 'Alert rules of a service, with their state', answers: { 200: z.array(ruleSchema) } },
  async ({ ctx, params, query }) => json(await listRules(ctx, { ...params, ...query })),
);

export const POST = route(
  { scope: 'admin', ...where, body: ruleCreateSchema, idempotent: true, summary: 'Add an alert rule', answers: { 201: ruleSchema } },
  async ({ ctx, params, query, body }) =>
    json(await createRule(ctx, { service: { ...params, ...query }, rule: body }, runtime().outbound), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
