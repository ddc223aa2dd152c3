import { diagnosisPathSchema } from '#/lib/contract/diagnoses.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { cancelDiagnosis } from '#/lib/usecases/cancel-diagnosis.ts';

export const POST = route(
  { scope: 'execute', params: diagnosisPathSchema, idempotent: true, summary: 'Cancel a diagnosis', answers: { 202: null } },
  async ({ ctx, params }) => {
    await cancelDiagnosis(ctx, params);
    return new Response(null, { status: 202 });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
