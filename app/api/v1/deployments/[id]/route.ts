import { deploymentPatchSchema, deploymentPathSchema, deploymentSchema } from '#/lib/contract/deployments.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getDeployment } from '#/lib/usecases/get-deployment.ts';
import { patchDeployment } from '#/lib/usecases/patch-deployment.ts';

const params = deploymentPathSchema;
const answers = { 200: deploymentSchema };

export const GET = route({ scope: 'read', params, summary: 'Read a deployment', answers }, async ({ ctx, params }) =>
  json(await getDeployment(ctx, params)),
);

export const PATCH = route(
  {
    scope: 'deployments:write',
    params,
    body: deploymentPatchSchema,
    idempotent: true,
    summary: 'Report the status of an external deployment',
    answers,
  },
  async ({ ctx, params, body }) => json(await patchDeployment(ctx, { ...params, patch: body })),
);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
