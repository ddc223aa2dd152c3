'use client';
import { Eye, MoreHorizontal, Pencil, Power, Send, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Channel } from '#/lib/contract/channels.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { Menu, MenuItem, MenuSeparator } from '#/components/ui/menu.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { toast } from '#/components/ui/toast.ts';
import { channelActs, type ChannelTest } from './channel-acts.ts';

/** What its list asks about first. */
export type ChannelDoing = 'edit' | 'look' | 'remove';

type Props = { channel: Channel; onDo: (what: ChannelDoing) => void; onChanged: () => void };

/** One channel; the answer to its test message stays beside it. */
export function ChannelRow({ channel, onDo, onChanged }: Props) {
  const t = useTranslations('settings.notifications');
  const textOf = useProblemText();
  const [testing, setTesting] = useState(false);
  const [tested, setTested] = useState<ChannelTest | null>(null);

  async function test() {
    setTesting(true);
    setTested(null);
    try {
      setTested(await channelActs.test(channel.id));
    } catch (cause) {
      setTested({ delivered: false, status: null, detail: textOf(cause) });
    }
    setTesting(false);
  }

  async function enable(enabled: boolean) {
    try {
      await channelActs.change(channel.id, { enabled });
      onChanged();
    } catch (cause) {
      toast.error(t('failed'), { description: textOf(cause) });
    }
  }

  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b py-2.5 text-sm last:border-b-0">
      <span className="w-full md:w-40">
        <ChannelState channel={channel} />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <span className="font-medium [overflow-wrap:anywhere]">{channel.name}</span>{' '}
        <span className="text-fg-muted">{t(`kind.${channel.kind}`)}</span>
        <Routing channel={channel} />
        {channel.disabled_reason && <p className="text-xs [overflow-wrap:anywhere] text-failing">{channel.disabled_reason}</p>}
        {tested && (
          <p role="status" className={cx('mt-1 text-xs [overflow-wrap:anywhere]', tested.delivered ? 'text-healthy' : 'text-failing')}>
            {!tested.delivered
              ? t('tested.no', { detail: tested.detail ?? t('tested.unknown') })
              : tested.status === null
                ? t('tested.yes')
                : t('tested.yesStatus', { status: tested.status })}
          </p>
        )}
      </div>
      <span className="ml-auto flex items-center gap-1">
        <Button size="sm" busy={testing} onClick={() => void test()}>
          {!testing && <Send aria-hidden className="size-3.5" />}
          {testing ? t('testing') : t('test')}
        </Button>
        <Menu
          label={t('actionsOf', { name: channel.name })}
          trigger={
            <Button size="sm" square variant="ghost">
              <MoreHorizontal aria-hidden className="size-4" />
            </Button>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onDo('edit')}>
            {t('edit')}
          </MenuItem>
          <MenuItem icon={<Eye aria-hidden />} onSelect={() => onDo('look')}>
            {t('preview')}
          </MenuItem>
          <MenuItem icon={<Power aria-hidden />} onSelect={() => void enable(!channel.enabled)}>
            {t(channel.enabled ? 'disable' : 'enable')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => onDo('remove')}>
            {t('remove')}
          </MenuItem>
        </Menu>
      </span>
    </li>
  );
}

function ChannelState({ channel }: { channel: Channel }) {
  const t = useTranslations('settings.notifications.state');
  const state = channel.enabled ? 'on' : channel.disabled_reason ? 'broken' : 'off';
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 md:flex-col md:items-start">
      <Badge tone={state === 'on' ? 'healthy' : state === 'broken' ? 'failing' : 'unknown'}>{t(state)}</Badge>
      <span className="text-xs text-fg-faint">
        {channel.last_delivered_at ? (
          <>
            {t('delivered')} <RelativeTime at={channel.last_delivered_at} />
          </>
        ) : (
          t('never')
        )}
      </span>
      {channel.dead > 0 && <span className="text-xs text-failing">{t('dead', { count: channel.dead })}</span>}
    </span>
  );
}

function Routing({ channel }: { channel: Channel }) {
  const t = useTranslations('settings.notifications');
  const word = useTranslations('incidents.severity');
  const { teams, services } = channel;
  const parts = [
    t('routing.from', { severity: word(channel.min_severity) }),
    ...(teams.length > 0 ? [t('routing.teams', { names: teams.join(', ') })] : []),
    ...(services.length > 0 ? [t('routing.services', { names: services.join(', ') })] : []),
    ...(teams.length + services.length === 0 ? [t('routing.all')] : []),
    channel.language === 'en' ? 'English' : '繁體中文',
  ];
  return <span className="block text-xs [overflow-wrap:anywhere] text-fg-muted">{parts.join(' · ')}</span>;
}
