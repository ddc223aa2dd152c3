import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { readInbox } from '#/lib/usecases/read-inbox.ts';

export const POST = route({ scope: 'read', summary: 'Mark the inbox as read', answers: { 204: null } }, async ({ ctx }) => {
  await readInbox(ctx);
  return new Response(null, { status: 204 });
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
