import { z } from 'zod';
import { acceptedDeploymentSchema, deploymentCreateSchema, deploymentSchema } from '#/lib/contract/deployments.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json, list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { createDeployment } from '#/lib/usecases/create-deployment.ts';
import { deploymentListSchema, listDeployments } from '#/lib/usecases/list-deployments.ts';

export const GET = route(
  {
    scope: 'read',
    query: deploymentListSchema,
    summary: 'The history of deployments, newest first',
    answers: { 200: z.array(deploymentSchema) },
  },
  async ({ ctx, query, request }) => list(request, await listDeployments(ctx, query)),
);

export const POST = route(
  {
    scope: 'deployments:write',
    body: deploymentCreateSchema,
    idempotent: true,
    summary: 'Deploy a version',
    answers: { 202: acceptedDeploymentSchema },
  },
  async ({ ctx, body }) => json(await createDeployment(ctx, body), { status: 202 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
