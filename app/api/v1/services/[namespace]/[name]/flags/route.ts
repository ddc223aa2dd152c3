import { acceptedDeploymentSchema } from '#/lib/contract/deployments.ts';
import { supersedeQuerySchema, flagPatchSchema, servicePathSchema } from '#/lib/contract/services.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { updateFlags } from '#/lib/usecases/update-flags.ts';

export const PATCH = route(
  {
    scope: 'deployments:write',
    params: servicePathSchema,
    query: supersedeQuerySchema,
    body: flagPatchSchema,
    idempotent: true,
    summary: 'Change feature flags, live',
    answers: { 202: acceptedDeploymentSchema },
  },
  async ({ ctx, params, query: { supersede, cluster }, body }) =>
    json(await updateFlags(ctx, { service: { ...params, cluster }, supersede, flags: body }), { status: 202 }),
);

export const { GET, POST, PUT, DELETE, OPTIONS } = otherMethods({ PATCH });
