import { diagnosisPathSchema, feedbackSchema } from '#/lib/contract/diagnoses.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { noContent } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { recordFeedback } from '#/lib/usecases/record-feedback.ts';

export const POST = route(
  {
    scope: 'execute',
    params: diagnosisPathSchema,
    body: feedbackSchema,
    idempotent: true,
    summary: 'Say whether a diagnosis helped',
    answers: { 204: null },
  },
  async ({ ctx, params, body }) => {
    await recordFeedback(ctx, { ...params, feedback: body });
    return noContent();
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
