import { z } from 'zod';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';

export const GET = route(
  { scope: null, public: true, summary: 'Say that the process lives', answers: { 200: z.object({ status: z.literal('ok') }) } },
  () => json({ status: 'ok' }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
