import { z } from 'zod';
import { silenceCreateSchema, silenceSchema } from '#/lib/contract/incidents.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { createSilence } from '#/lib/usecases/create-silence.ts';
import { listSilences } from '#/lib/usecases/list-silences.ts';

export const GET = route(
  {
    scope: 'read',
    query: z.object({ expired: z.enum(['true', 'false']).optional() }),
    summary: 'Silences and maintenance windows',
    answers: { 200: z.array(silenceSchema) },
  },
  async ({ ctx, query }) => json(await listSilences(ctx, query)),
);

export const POST = route(
  {
    scope: 'incidents:write',
    body: silenceCreateSchema,
    idempotent: true,
    summary: 'Keep matching alerts from being diagnosed and told of for a time',
    answers: { 201: silenceSchema },
  },
  async ({ ctx, body }) => json(await createSilence(ctx, body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
