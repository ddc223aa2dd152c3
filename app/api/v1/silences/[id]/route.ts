import { z } from 'zod';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { expireSilence } from '#/lib/usecases/expire-silence.ts';

export const DELETE = route(
  {
    scope: 'incidents:write',
    params: z.object({ id: z.string().min(1).max(100) }),
    idempotent: true,
    summary: 'End a silence now',
    answers: { 204: null },
  },
  async ({ ctx, params }) => {
    await expireSilence(ctx, params);
    return new Response(null, { status: 204 });
  },
);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
