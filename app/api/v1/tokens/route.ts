import { z } from 'zod';
import { tokenCreatedSchema, tokenCreateSchema, tokenSchema } from '#/lib/contract/tokens.ts';
import { remember } from '#/lib/http/idempotency.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json, list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { createToken } from '#/lib/usecases/create-token.ts';
import { listTokens, tokenListSchema } from '#/lib/usecases/list-tokens.ts';

export const GET = route(
  { scope: 'admin', query: tokenListSchema, summary: 'List API tokens', answers: { 200: z.array(tokenSchema) } },
  async ({ ctx, query, request }) => list(request, await listTokens(ctx, query)),
);

// The secret is shown once: a repeated call is answered with all but the token itself.
export const POST = route(
  {
    scope: 'admin',
    body: tokenCreateSchema,
    idempotent: { resume: async (memo) => json({ ...(memo as object), token: null }, { status: 201 }) },
    summary: 'Create an API token',
    answers: { 201: tokenCreatedSchema },
  },
  async ({ ctx, body }) => {
    const { token, ...rest } = await createToken(ctx, body);
    return remember(json({ ...rest, token }, { status: 201 }), rest);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
