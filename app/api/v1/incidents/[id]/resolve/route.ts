import { incidentDetailSchema, incidentPathSchema, resolveSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { resolveIncidentByHand } from '#/lib/usecases/resolve-incident-by-hand.ts';

export const POST = route(
  {
    scope: 'incidents:write',
    params: incidentPathSchema,
    body: resolveSchema,
    idempotent: true,
    summary: 'Resolve an incident by hand',
    answers: { 200: incidentDetailSchema },
  },
  async ({ ctx, params, body }) => json(await resolveIncidentByHand(ctx, { ...params, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
