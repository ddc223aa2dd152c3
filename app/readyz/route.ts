import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { checkReadiness } from '#/lib/usecases/check-readiness.ts';

export const GET = route({ scope: null, public: true, deadlineMs: 5_000, summary: 'Say whether the process can work' }, async ({ ctx }) => {
  const { ready, missing } = await checkReadiness(ctx);
  return json({ status: ready ? 'ready' : 'unavailable', missing }, { status: ready ? 200 : 503 });
});
