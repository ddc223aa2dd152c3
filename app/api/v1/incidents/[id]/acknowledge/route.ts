import { incidentDetailSchema, incidentPathSchema, acknowledgeSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { acknowledgeIncident } from '#/lib/usecases/acknowledge-incident.ts';

export const POST = route(
  {
    scope: 'incidents:write',
    params: incidentPathSchema,
    body: acknowledgeSchema,
    idempotent: true,
    summary: 'Say that somebody is at it',
    answers: { 200: incidentDetailSchema },
  },
  async ({ ctx, params, body }) => json(await acknowledgeIncident(ctx, { ...params, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
