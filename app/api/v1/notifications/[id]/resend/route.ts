import { channelPathSchema } from '#/lib/contract/channels.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { route } from '#/lib/http/route.ts';
import { resendNotification } from '#/lib/usecases/resend-notification.ts';

export const POST = route(
  { scope: 'admin', params: channelPathSchema, idempotent: true, summary: 'Send again what was given up', answers: { 202: null } },
  async ({ ctx, params }) => {
    await resendNotification(ctx, params);
    return new Response(null, { status: 202 });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
