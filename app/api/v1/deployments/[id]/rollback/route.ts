import { acceptedDeploymentSchema, deploymentPathSchema, rollbackSchema } from '#/lib/contract/deployments.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { rollbackDeployment } from '#/lib/usecases/rollback-deployment.ts';

export const POST = route(
  {
    scope: 'deployments:write',
    params: deploymentPathSchema,
    body: rollbackSchema,
    idempotent: true,
    summary: 'Restore the version and configuration before a deployment',
    answers: { 202: acceptedDeploymentSchema },
  },
  async ({ ctx, params, body }) => json(await rollbackDeployment(ctx, { ...params, ...body }), { status: 202 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
