import { z } from 'zod';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { noContent } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { revokeSession } from '#/lib/usecases/revoke-session.ts';

export const DELETE = route(
  {
    scope: 'read',
    params: z.object({ id: z.string().max(100) }),
    idempotent: true,
    summary: "End one of the caller's own sessions",
    answers: { 204: null },
  },
  async ({ ctx, params }) => {
    await revokeSession(ctx, params);
    return noContent();
  },
);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
