import { acceptedDeploymentSchema } from '#/lib/contract/deployments.ts';
import { supersedeQuerySchema, configPatchSchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { updateConfig } from '#/lib/usecases/update-config.ts';

export const PATCH = route(
  {
    scope: 'deployments:write',
    params: servicePathSchema,
    query: supersedeQuerySchema,
    body: configPatchSchema,
    idempotent: true,
    summary: 'Change the configuration and roll it out',
    answers: { 202: acceptedDeploymentSchema },
  },
  async ({ ctx, params, query: { supersede, cluster }, body }) =>
    json(await updateConfig(ctx, { service: { ...params, cluster }, supersede, patch: body }), { status: 202 }),
);

export const { GET, POST, PUT, DELETE, OPTIONS } = otherMethods({ PATCH });
