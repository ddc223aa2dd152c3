import { z } from 'zod';
import { channelCreateSchema, channelSchema } from '#/lib/contract/channels.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { createChannel } from '#/lib/usecases/create-channel.ts';
import { listChannels } from '#/lib/usecases/list-channels.ts';

export const GET = route({ scope: 'admin', summary: 'Notification channels', answers: { 200: z.array(channelSchema) } }, async ({ ctx }) =>
  json(await listChannels(ctx)),
);

export const POST = route(
  { scope: 'admin', body: channelCreateSchema, idempotent: true, summary: 'Add a notification channel', answers: { 201: channelSchema } },
  async ({ ctx, body }) => json(await createChannel(ctx, body, runtime().outbound), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
