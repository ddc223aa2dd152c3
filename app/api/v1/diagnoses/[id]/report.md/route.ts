import { diagnosisPathSchema, diagnosisReadSchema } from '#/lib/contract/diagnoses.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { reportMarkdown } from '#/lib/usecases/report-markdown.ts';

export const GET = route(
  { scope: 'read', params: diagnosisPathSchema, query: diagnosisReadSchema, summary: 'The report as Markdown', answers: { 200: 'text/markdown' } },
  async ({ ctx, params, query }) =>
    new Response(await reportMarkdown(ctx, { ...params, ...query }), { headers: { 'content-type': 'text/markdown; charset=utf-8' } }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
