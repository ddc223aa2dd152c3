import { channelPathSchema, channelPreviewSchema } from '#/lib/contract/channels.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { previewChannel } from '#/lib/usecases/preview-channel.ts';

export const GET = route(
  { scope: 'admin', params: channelPathSchema, summary: 'How a message would look', answers: { 200: channelPreviewSchema } },
  async ({ ctx, params }) => {
    const { notifiers, publicUrl } = runtime();
    return json(await previewChannel(ctx, { ...params, notifiers, publicUrl }));
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
