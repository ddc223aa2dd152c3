import { diagnoseDeploymentSchema, diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { ANSWER_DEADLINE_MS, answerWithDiagnosis, askedDiagnosisSchema } from '#/lib/http/diagnosis-response.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { diagnoseDeployment } from '#/lib/usecases/diagnose-deployment.ts';

export const POST = route(
  {
    scope: 'execute',
    body: diagnoseDeploymentSchema,
    idempotent: { resume: async (memo, { ctx, request }) => answerWithDiagnosis(ctx, askedDiagnosisSchema.parse(memo), request) },
    deadlineMs: ANSWER_DEADLINE_MS,
    summary: 'Diagnose a deployment, or join the diagnosis that its failure has begun',
    answers: { 200: diagnosisSchema, 202: executeAcceptedSchema },
  },
  async ({ ctx, body, request }) => answerWithDiagnosis(ctx, await diagnoseDeployment(ctx, body), request),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
