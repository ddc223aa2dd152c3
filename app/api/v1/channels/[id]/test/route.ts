import { channelPathSchema, channelTestSchema } from '#/lib/contract/channels.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { runtime } from '#/lib/runtime.ts';
import { testChannel } from '#/lib/usecases/test-channel.ts';

export const POST = route(
  { scope: 'admin', params: channelPathSchema, summary: 'Send a test message', answers: { 200: channelTestSchema } },
  async ({ ctx, params }) => {
    const { notifiers, publicUrl } = runtime();
    return json(await testChannel(ctx, { ...params, notifiers, publicUrl }));
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
