import type { z } from 'zod';
import type { Channel, channelTestSchema, NotificationItem } from '#/lib/contract/channels.ts';
import { send, sendOnly } from '#/components/data/api.ts';
import { urls } from '#/components/data/urls.ts';
import type { ChannelBody } from './channel-form.ts';

const addressOf = (id: string) => `${urls.channels}/${encodeURIComponent(id)}`;

export type ChannelTest = z.infer<typeof channelTestSchema>;

/** What an administrator can do about channels; all throw ProblemError. */
export const channelActs = {
  create: (body: ChannelBody & { kind: Channel['kind'] }) => send<Channel>('POST', urls.channels, body),
  change: (id: string, body: Partial<ChannelBody> & { enabled?: boolean }) => send<Channel>('PATCH', addressOf(id), body),
  remove: (id: string) => sendOnly('DELETE', addressOf(id)),
  test: (id: string) => send<ChannelTest>('POST', `${addressOf(id)}/test`),
  preview: (id: string) => `${addressOf(id)}/preview`,
  resend: (id: string) => send<NotificationItem>('POST', `/api/v1/notifications/${encodeURIComponent(id)}/resend`),
};
