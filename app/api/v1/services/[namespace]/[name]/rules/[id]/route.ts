import { z } from 'zod';
import { rulePatchSchema, ruleSchema } from '#/lib/contract/rules.ts';
import { clusterQuerySchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { deleteRule, updateRule } from '#/lib/usecases/write-rule.ts';

const where = { params: servicePathSchema.extend({ id: z.string().min(1).max(100) }), query: clusterQuerySchema };

export const PATCH = route(
  { scope: 'admin', ...where, body: rulePatchSchema, idempotent: true, summary: 'Change an alert rule', answers: { 200: ruleSchema } },
  async ({ ctx, params: { id, ...service }, query, body }) =>
    json(await updateRule(ctx, { service: { ...service, ...query }, id, rule: body }, runtime().outbound)),
);

export const DELETE = route(
  { scope: 'admin', ...where, idempotent: true, summary: 'Remove an alert rule', answers: { 204: null } },
  async ({ ctx, params: { id, ...service }, query }) => {
    await deleteRule(ctx, { service: { ...service, ...query }, id });
    return new Response(null, { status: 204 });
  },
);

export const { GET, POST, PUT, OPTIONS } = otherMethods({ PATCH, DELETE });
