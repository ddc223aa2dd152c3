import { diagnosisSchema, executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import { diagnoseAlertsSchema } from '#/lib/contract/incidents.ts';
import { ANSWER_DEADLINE_MS, answerWithDiagnosis, askedDiagnosisSchema } from '#/lib/http/diagnosis-response.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { diagnoseAlerts } from '#/lib/usecases/diagnose-alerts.ts';

export const POST = route(
  {
    scope: 'execute',
    body: diagnoseAlertsSchema,
    idempotent: { resume: async (memo, { ctx, request }) => answerWithDiagnosis(ctx, askedDiagnosisSchema.parse(memo), request) },
    deadlineMs: ANSWER_DEADLINE_MS,
    summary: 'Diagnose incidents, or join the diagnosis at work on the first',
    answers: { 200: diagnosisSchema, 202: executeAcceptedSchema },
  },
  async ({ ctx, body, request }) => answerWithDiagnosis(ctx, await diagnoseAlerts(ctx, body), request),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
