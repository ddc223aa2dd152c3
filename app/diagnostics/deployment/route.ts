import { z } from 'zod';
import { diagnoseDeploymentSchema, diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { answerWithDiagnosis } from '#/lib/http/diagnosis-response.ts';
import { route } from '#/lib/http/route.ts';
import { diagnoseDeployment } from '#/lib/usecases/diagnose-deployment.ts';

const memoSchema = z.object({ id: z.string(), conversationId: z.string() });

export const POST = route(
  {
    scope: 'execute',
    body: diagnoseDeploymentSchema,
    idempotent: { resume: async (memo, { ctx, request }) => answerWithDiagnosis(ctx, memoSchema.parse(memo), request) },
    deadlineMs: 60_000,
    summary: 'Diagnose a deployment, or join the diagnosis that its failure has begun',
    answers: { 200: diagnosisSchema, 202: executeAcceptedSchema },
  },
  async ({ ctx, body, request }) => answerWithDiagnosis(ctx, await diagnoseDeployment(ctx, body), request),
);
