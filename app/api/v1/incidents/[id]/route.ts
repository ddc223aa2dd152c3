import { incidentDetailSchema, incidentPathSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getIncident } from '#/lib/usecases/get-incident.ts';

export const GET = route(
  { scope: 'read', params: incidentPathSchema, summary: 'One incident', answers: { 200: incidentDetailSchema } },
  async ({ ctx, params }) => json(await getIncident(ctx, params)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
