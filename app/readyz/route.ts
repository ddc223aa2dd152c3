import { readinessSchema, type Readiness } from '#/lib/contract/readiness.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { isStopping } from '#/lib/http/stopping.ts';
import { checkReadiness } from '#/lib/usecases/check-readiness.ts';

const STOPPING = { part: 'process', reason: 'The process stops.' } as const;

export const GET = route(
  {
    scope: null,
    public: true,
    deadlineMs: 5_000,
    summary: 'Say whether the process can work',
    answers: { 200: readinessSchema, 503: readinessSchema },
  },
  async ({ ctx }) => {
    if (isStopping()) return json({ status: 'unavailable', missing: [STOPPING] } satisfies Readiness, { status: 503 });
    const readiness = await checkReadiness(ctx);
    return json(readiness, { status: readiness.status === 'ready' ? 200 : 503 });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
