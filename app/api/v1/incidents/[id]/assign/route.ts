import { incidentDetailSchema, incidentPathSchema, assignSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { assignIncident } from '#/lib/usecases/assign-incident.ts';

export const POST = route(
  {
    scope: 'incidents:write',
    params: incidentPathSchema,
    body: assignSchema,
    idempotent: true,
    summary: 'Hand an incident to a person',
    answers: { 200: incidentDetailSchema },
  },
  async ({ ctx, params, body }) => json(await assignIncident(ctx, { ...params, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
