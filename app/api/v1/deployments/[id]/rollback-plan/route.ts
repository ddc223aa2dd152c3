import { deploymentPathSchema, rollbackPlanSchema } from '#/lib/contract/deployments.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { planRollback } from '#/lib/usecases/plan-rollback.ts';

export const GET = route(
  { scope: 'read', params: deploymentPathSchema, summary: 'What a rollback would change', answers: { 200: rollbackPlanSchema } },
  async ({ ctx, params }) => json(await planRollback(ctx, params)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
