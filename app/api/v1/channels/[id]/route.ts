import { channelPatchSchema, channelPathSchema, channelSchema } from '#/lib/contract/channels.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { deleteChannel } from '#/lib/usecases/delete-channel.ts';
import { updateChannel } from '#/lib/usecases/update-channel.ts';

export const PATCH = route(
  {
    scope: 'admin',
    params: channelPathSchema,
    body: channelPatchSchema,
    idempotent: true,
    summary: 'Change a notification channel',
    answers: { 200: channelSchema },
  },
  async ({ ctx, params, body }) => json(await updateChannel(ctx, { ...params, ...body }, runtime().outbound)),
);

export const DELETE = route(
  { scope: 'admin', params: channelPathSchema, idempotent: true, summary: 'Remove a notification channel', answers: { 204: null } },
  async ({ ctx, params }) => {
    await deleteChannel(ctx, params);
    return new Response(null, { status: 204 });
  },
);

export const { GET, POST, PUT, OPTIONS } = otherMethods({ PATCH, DELETE });
