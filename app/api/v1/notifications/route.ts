import { z } from 'zod';
import { notificationSchema } from '#/lib/contract/channels.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { listNotifications, notificationListSchema } from '#/lib/usecases/list-notifications.ts';

export const GET = route(
  { scope: 'admin', query: notificationListSchema, summary: 'What was sent, and every try', answers: { 200: z.array(notificationSchema) } },
  async ({ ctx, query, request }) => list(request, await listNotifications(ctx, query)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
