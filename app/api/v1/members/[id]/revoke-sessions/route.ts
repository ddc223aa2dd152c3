import { z } from 'zod';
import { sessionsRevokedSchema } from '#/lib/contract/members.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { revokeMemberSessions } from '#/lib/usecases/revoke-member-sessions.ts';

export const POST = route(
  {
    scope: 'admin',
    params: z.object({ id: z.string().max(100) }),
    idempotent: true,
    summary: 'Sign a member out everywhere',
    answers: { 200: sessionsRevokedSchema },
  },
  async ({ ctx, params }) => json(await revokeMemberSessions(ctx, params)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
