import { diagnosisSchema, executeAcceptedSchema, executeSchema } from '#/lib/contract/diagnoses.ts';
import { ANSWER_DEADLINE_MS, answerWithDiagnosis, askedDiagnosisSchema } from '#/lib/http/diagnosis-response.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { ask } from '#/lib/usecases/ask.ts';

export const POST = route(
  {
    scope: 'execute',
    body: executeSchema,
    idempotent: { resume: async (memo, { ctx, request }) => answerWithDiagnosis(ctx, askedDiagnosisSchema.parse(memo), request) },
    deadlineMs: ANSWER_DEADLINE_MS,
    summary: 'Ask a question or have a failure diagnosed; a stream, 202, or with Prefer: wait=N the whole result',
    answers: { 200: diagnosisSchema, 202: executeAcceptedSchema },
  },
  async ({ ctx, body, request }) => answerWithDiagnosis(ctx, await ask(ctx, body), request),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
