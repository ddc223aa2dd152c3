import { diagnosisPathSchema, diagnosisReadSchema, diagnosisSchema } from '#/lib/contract/diagnoses.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';

export const GET = route(
  {
    scope: 'read',
    params: diagnosisPathSchema,
    query: diagnosisReadSchema,
    summary: 'Read a diagnosis and its report',
    answers: { 200: diagnosisSchema },
  },
  async ({ ctx, params, query }) => json(await getDiagnosis(ctx, { ...params, ...query })),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
