import { z } from 'zod';
import { incidentListSchema, incidentSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listIncidents } from '#/lib/usecases/list-incidents.ts';

export const GET = route(
  { scope: 'read', query: incidentListSchema, summary: 'Incidents, newest first', answers: { 200: z.array(incidentSchema) } },
  async ({ ctx, query, request }) => list(request, await listIncidents(ctx, queryOf(query))),
);

/** The query as the use case parses it again: a flag back to its word. */
function queryOf(query: z.output<typeof incidentListSchema>): z.input<typeof incidentListSchema> {
  return { ...query, open: query.open === undefined ? undefined : String(query.open) };
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
