import { z } from 'zod';
import { memberPatchSchema, memberSchema } from '#/lib/contract/members.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { updateMember } from '#/lib/usecases/update-member.ts';

export const PATCH = route(
  {
    scope: 'admin',
    params: z.object({ id: z.string().max(100) }),
    body: memberPatchSchema,
    idempotent: true,
    summary: 'Change a member’s role or teams, disable or enable them',
    answers: { 200: memberSchema },
  },
  async ({ ctx, params, body }) => json(await updateMember(ctx, { ...body, ...params })),
);

export const { GET, POST, PUT, DELETE, OPTIONS } = otherMethods({ PATCH });
