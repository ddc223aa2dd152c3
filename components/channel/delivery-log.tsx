'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import type { NotificationItem } from '#/lib/contract/channels.ts';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import { usePages } from '#/components/data/use-pages.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { deliveryTones } from '#/components/incident/incident-notifications.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Segmented } from '#/components/ui/segmented.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { toast } from '#/components/ui/toast.ts';
import { channelActs } from './channel-acts.ts';

const kinds = ['all', 'dead', 'pending'] as const;

/** What was sent and what could not be, with every try; what was given up can be sent again. */
export function DeliveryLog() {
  const t = useTranslations('settings.notifications.log');
  const [kind, setKind] = useState<(typeof kinds)[number]>('all');
  const pages = usePages<NotificationItem>(urls.notifications({ status: kind === 'all' ? null : kind, limit: 25 }));
  const { data, error, refetch } = pages;
  return (
    <Section
      title={t('title')}
      actions={
        <Segmented label={t('filter')} value={kind} onValueChange={setKind} items={kinds.map((value) => ({ value, label: t(value) }))} />
      }
    >
      {error && <ProblemState error={error} title={t('error')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={4} />}
      {data?.length === 0 && <p className="py-4 text-sm text-fg-muted">{t(kind === 'all' ? 'empty' : 'emptyFiltered')}</p>}
      {data && data.length > 0 && (
        <ul aria-label={t('title')}>
          {data.map((item) => (
            <LogRow key={item.id} item={item} onChanged={() => void refetch()} />
          ))}
        </ul>
      )}
      <MorePages pages={pages} />
    </Section>
  );
}

function LogRow({ item, onChanged }: { item: NotificationItem; onChanged: () => void }) {
  const t = useTranslations('settings.notifications.log');
  const word = useTranslations('incidents.notification');
  const failed = useTranslations('settings.notifications')('failed');
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);

  async function resend() {
    setBusy(true);
    try {
      await channelActs.resend(item.id);
      toast.success(t('queued'));
      onChanged();
    } catch (cause) {
      toast.error(failed, { description: textOf(cause) });
    }
    setBusy(false);
  }

  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b py-2 text-sm last:border-b-0">
      <span className="w-24">
        <Badge tone={deliveryTones[item.status]}>{word(item.status)}</Badge>
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <span className="font-medium">{item.channel}</span>
        {item.incident_id !== null && (
          <Link href={`/incidents/${item.incident_id}`} prefetch={false} className="ml-2 [overflow-wrap:anywhere] hover:underline">
            {plainText(item.title ?? `#${item.incident_id}`)}
          </Link>
        )}
        {item.error && <p className="text-xs [overflow-wrap:anywhere] text-fg-muted">{item.error}</p>}
        {item.tries.length > 0 && (
          <Folded summary={t('tries', { count: item.tries.length })} lazy>
            <ul className="mt-1 text-xs text-fg-muted">
              {item.tries.map((each, index) => (
                <li key={index} className="[overflow-wrap:anywhere]">
                  <ExactTime at={each.at} detail="day" /> · {t(`outcome.${each.outcome}`)}
                  {each.status !== null && ` · ${each.status}`} · {each.duration_ms} ms{each.detail && ` · ${each.detail}`}
                </li>
              ))}
            </ul>
          </Folded>
        )}
      </div>
      <span className="text-xs text-fg-faint">
        <RelativeTime at={item.last_sent_at ?? item.created_at} />
      </span>
      {item.status === 'dead' && (
        <Button size="sm" busy={busy} onClick={() => void resend()}>
          {t('resend')}
        </Button>
      )}
    </li>
  );
}
