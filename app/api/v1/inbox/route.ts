import { inboxSchema } from '#/lib/contract/inbox.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listInbox } from '#/lib/usecases/list-inbox.ts';

export const GET = route(
  { scope: 'read', summary: 'The newest word on each incident, and how many are unread', answers: { 200: inboxSchema } },
  async ({ ctx }) => json(await listInbox(ctx)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
