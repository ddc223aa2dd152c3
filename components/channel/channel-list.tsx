'use client';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Channel } from '#/lib/contract/channels.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { Section } from '#/components/ui/section.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { channelActs } from './channel-acts.ts';
import { ChannelRow, type ChannelDoing } from './channel-row.tsx';

const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));
const ChannelDialog = dynamic(() => import('./channel-dialog.tsx').then((loaded) => loaded.ChannelDialog));
const ChannelLook = dynamic(() => import('./channel-look.tsx').then((loaded) => loaded.ChannelLook));

/** The channels, each with its routing and state, and what can be done about it. */
export function ChannelList() {
  const t = useTranslations('settings.notifications');
  const textOf = useProblemText();
  const { data, error, refetch } = useAnswer<Channel[]>(urls.channels);
  const [doing, setDoing] = useState<{ what: ChannelDoing; channel: Channel } | { what: 'add' } | null>(null);
  const close = () => setDoing(null);
  const changed = () => void refetch();

  async function remove(id: string) {
    await channelActs.remove(id).catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    changed();
  }

  return (
    <Section
      title={t('channels')}
      actions={
        <Button size="sm" onClick={() => setDoing({ what: 'add' })}>
          <Plus aria-hidden className="size-3.5" />
          {t('add')}
        </Button>
      }
    >
      {error && <ProblemState error={error} title={t('error')} stillWorks={t('errorElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={3} className="h-14" />}
      {data?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      {data && data.length > 0 && (
        <ul aria-label={t('channels')}>
          {data.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} onDo={(what) => setDoing({ what, channel })} onChanged={changed} />
          ))}
        </ul>
      )}
      {doing?.what === 'add' && <ChannelDialog channel={null} onClose={close} onSaved={changed} />}
      {doing?.what === 'edit' && <ChannelDialog channel={doing.channel} onClose={close} onSaved={changed} />}
      {doing?.what === 'look' && <ChannelLook channel={doing.channel} onClose={close} />}
      {doing?.what === 'remove' && (
        <Confirm
          open
          danger
          onOpenChange={(open) => !open && close()}
          title={t('removeTitle', { name: doing.channel.name })}
          action={t('removeAction')}
          onConfirm={() => remove(doing.channel.id)}
        >
          {t('removeText')}
        </Confirm>
      )}
    </Section>
  );
}
