'use client';
import { useTranslations } from 'next-intl';
import { useMay } from '#/components/data/actor.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { ChannelList } from './channel-list.tsx';
import { DeliveryLog } from './delivery-log.tsx';

/** Where notifications go and what became of each; for administrators. */
export function NotificationsView() {
  const t = useTranslations('settings.notifications');
  if (!useMay('admin')) return <p className="max-w-prose text-sm">{t('forbidden')}</p>;
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-prose text-sm text-fg-muted">{t('intro')}</p>
      <ChannelList />
      <DeliveryLog />
      <p className="text-xs text-fg-faint">
        <RichLine text={t('environment')} />
      </p>
    </div>
  );
}
