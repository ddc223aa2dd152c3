import { z } from 'zod';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { noContent } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { revokeToken } from '#/lib/usecases/revoke-token.ts';

export const DELETE = route(
  {
    scope: 'admin',
    params: z.object({ id: z.string().max(100) }),
    idempotent: true,
    summary: 'Revoke an API token',
    answers: { 204: null },
  },
  async ({ ctx, params }) => {
    await revokeToken(ctx, params);
    return noContent();
  },
);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
