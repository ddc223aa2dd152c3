import { z } from 'zod';
import { sessionSchema } from '#/lib/contract/sessions.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json, noContent } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listSessions } from '#/lib/usecases/list-sessions.ts';
import { revokeMySessions } from '#/lib/usecases/revoke-my-sessions.ts';

export const GET = route(
  { scope: 'read', summary: "List the caller's own sessions", answers: { 200: z.array(sessionSchema) } },
  async ({ ctx, sessionId }) => json(await listSessions(ctx, { current: sessionId })),
);

export const DELETE = route(
  { scope: 'read', idempotent: true, summary: 'Sign the caller out everywhere', answers: { 204: null } },
  async ({ ctx }) => {
    await revokeMySessions(ctx);
    return noContent();
  },
);

export const { POST, PUT, PATCH, OPTIONS } = otherMethods({ GET, DELETE });
