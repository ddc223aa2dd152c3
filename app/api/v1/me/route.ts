import { meSchema } from '#/lib/contract/sessions.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { getMe } from '#/lib/usecases/get-me.ts';

export const GET = route({ scope: null, summary: 'Say who the caller is', answers: { 200: meSchema } }, async ({ ctx }) =>
  json(await getMe(ctx)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
