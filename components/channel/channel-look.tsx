'use client';
import { useTranslations } from 'next-intl';
import type { Channel, ChannelPreview } from '#/lib/contract/channels.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useAnswer } from '#/components/data/use-answer.ts';
import { CodeBlock } from '#/components/ui/code-block.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { channelActs } from './channel-acts.ts';
import { SlackMessage } from './slack-message.tsx';

/** How a message of a channel looks now; nothing is sent. */
export function ChannelLook({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const t = useTranslations('settings.notifications.look');
  const { data, error, refetch } = useAnswer<ChannelPreview>(channelActs.preview(channel.id));
  const about = data && (data.incident_id === null ? t('sample') : t('incident', { id: data.incident_id }));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: channel.name })} description={about}>
      {error && <ProblemState error={error} title={t('error')} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {data?.blocks && <SlackMessage blocks={data.blocks} />}
      {data?.text && <CodeBlock label={t('title', { name: channel.name })} lines={data.text.split('\n').map((text) => ({ text }))} />}
      {data && !data.blocks && !data.text && <p className="text-sm text-fg-muted">{t('none')}</p>}
    </Dialog>
  );
}
