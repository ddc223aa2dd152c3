import { z } from 'zod';
import { diagnosisSchema, executeAcceptedSchema, executeSchema } from '#/lib/contract/diagnoses.ts';
import { answerWithDiagnosis } from '#/lib/http/diagnosis-response.ts';
import { route } from '#/lib/http/route.ts';
import { ask } from '#/lib/usecases/ask.ts';

const memoSchema = z.object({ id: z.string(), conversationId: z.string() });

export const POST = route(
  {
    scope: 'execute',
    body: executeSchema,
    idempotent: { resume: async (memo, { ctx, request }) => answerWithDiagnosis(ctx, memoSchema.parse(memo), request) },
    deadlineMs: 60_000,
    summary: 'Ask a question or have a failure diagnosed; a stream, 202, or with Prefer: wait=N the whole result',
    answers: { 200: diagnosisSchema, 202: executeAcceptedSchema },
  },
  async ({ ctx, body, request }) => answerWithDiagnosis(ctx, await ask(ctx, body), request),
);
