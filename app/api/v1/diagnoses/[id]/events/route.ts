import { diagnosisPathSchema, diagnosisEventsSchema } from '#/lib/contract/diagnoses.ts';
import { diagnosisStream } from '#/lib/http/diagnosis-response.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { resumeAfter } from '#/lib/http/sse.ts';

export const GET = route(
  {
    scope: 'read',
    params: diagnosisPathSchema,
    query: diagnosisEventsSchema,
    summary: 'The events of a diagnosis as server-sent events, from the start or after Last-Event-ID',
    answers: { 200: 'text/event-stream' },
  },
  async ({ ctx, params, query, request }) =>
    diagnosisStream(ctx, { ...params, language: query.language, after: resumeAfter(request) }, request.signal),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
