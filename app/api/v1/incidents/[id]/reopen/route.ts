import { incidentDetailSchema, incidentPathSchema, resolveSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { reopenIncident } from '#/lib/usecases/reopen-incident.ts';

export const POST = route(
  {
    scope: 'incidents:write',
    params: incidentPathSchema,
    body: resolveSchema,
    idempotent: true,
    summary: 'Open a resolved incident again',
    answers: { 200: incidentDetailSchema },
  },
  async ({ ctx, params, body }) => json(await reopenIncident(ctx, { ...params, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
