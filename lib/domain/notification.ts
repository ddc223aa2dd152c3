import type { channelKinds } from './words.ts';

export type ChannelKind = (typeof channelKinds)[number];

/** `dead`: given up after its last try or a permanent refusal; it can be sent again by hand. */
export type NotificationStatus = 'pending' | 'delivered' | 'dead' | 'cancelled';
