import { incidentDetailSchema, incidentPathSchema, noteSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { noteIncident } from '#/lib/usecases/note-incident.ts';

export const POST = route(
  {
    scope: 'incidents:write',
    params: incidentPathSchema,
    body: noteSchema,
    idempotent: true,
    summary: 'Add a note to the timeline',
    answers: { 200: incidentDetailSchema },
  },
  async ({ ctx, params, body }) => json(await noteIncident(ctx, { ...params, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
