'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { useMay } from '#/components/data/actor.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Section } from '#/components/ui/section.tsx';
import type { Tone } from '#/components/ui/tone.ts';

type Sent = IncidentDetail['notifications'][number];

export const deliveryTones = {
  pending: 'accent',
  delivered: 'healthy',
  dead: 'failing',
  cancelled: 'unknown',
} satisfies Record<Sent['status'], Tone>;

/** Who was told of an incident, or why not. */
export function IncidentNotifications({ incident: { notifications } }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  const mayAdminister = useMay('admin');
  return (
    <Section title={t('section.notifications')}>
      {notifications.length === 0 && <p className="text-sm text-fg-muted">{t('notification.none')}</p>}
      <ul className="flex flex-col gap-2">
        {notifications.map((sent) => (
          <li key={sent.id} className="text-sm">
            <span className="flex flex-wrap items-center gap-x-2">
              <Badge tone={deliveryTones[sent.status]}>{t(`notification.${sent.status}`)}</Badge>
              <span className="font-medium">{sent.channel}</span>
              {sent.last_sent_at && <RelativeTime at={sent.last_sent_at} className="text-xs text-fg-faint" />}
              {sent.attempts > 1 && <span className="text-xs text-fg-faint">{t('notification.attempts', { count: sent.attempts })}</span>}
            </span>
            {sent.error && <span className="block text-xs [overflow-wrap:anywhere] text-fg-muted">{sent.error}</span>}
          </li>
        ))}
      </ul>
      {mayAdminister && (
        <Link href="/settings/notifications" className="mt-2 inline-block rounded-sm text-xs font-medium text-accent hover:underline">
          {t('notification.channels')}
        </Link>
      )}
    </Section>
  );
}
