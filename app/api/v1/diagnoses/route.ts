import { z } from 'zod';
import { diagnosisSchema } from '#/lib/contract/diagnoses.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { diagnosisListSchema, listDiagnoses } from '#/lib/usecases/list-diagnoses.ts';

export const GET = route(
  {
    scope: 'read',
    query: diagnosisListSchema,
    summary: 'Diagnoses, newest first; their evidence without its data',
    answers: { 200: z.array(diagnosisSchema) },
  },
  async ({ ctx, query, request }) => list(request, await listDiagnoses(ctx, query)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
