'use client';
import { Popover } from '@base-ui/react/popover';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type RefObject } from 'react';
import type { Inbox } from '#/lib/contract/inbox.ts';
import { sendOnly } from '#/components/data/api.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import type { useAnswer } from '#/components/data/use-answer.ts';
import { setBrowserNotices, useWantsBrowserNotices } from '#/components/layout/use-browser-notices.ts';
import { cx } from '#/components/ui/cx.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Switch } from '#/components/ui/switch.tsx';
import { SeverityShape } from './severity-badge.tsx';

type Props = {
  anchor: RefObject<HTMLButtonElement | null>;
  answer: ReturnType<typeof useAnswer<Inbox>>;
  onClose: () => void;
};

/** The newest word on each incident; opening it marks all as read, and what was new stays marked until it is closed. */
export function InboxPanel({ anchor, answer: { data, error, refetch }, onClose }: Props) {
  const t = useTranslations('incidents.inbox');
  const client = useQueryClient();
  const [since] = useState(() => Date.parse(data?.read_at ?? '') || 0);
  useEffect(() => {
    void sendOnly('POST', `${urls.inbox}/read`)
      .then(() => client.invalidateQueries({ queryKey: [urls.inbox] }))
      .catch(() => undefined);
  }, [client]);
  return (
    <Popover.Root
      open
      onOpenChange={(open, { event }) => {
        // The bell itself opens and closes; a press on it is not one elsewhere.
        if (!open && !(event.target instanceof Node && anchor.current?.contains(event.target))) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="flex max-h-[min(34rem,var(--available-height))] w-[min(24rem,calc(100vw-1rem))] flex-col rounded-md bg-raised text-sm shadow-pop outline-none">
            <div className="flex items-center justify-between gap-3 border-b px-3 py-2">
              <Popover.Title className="text-sm font-semibold">{t('title')}</Popover.Title>
              <Link href="/incidents" onClick={onClose} className="rounded-sm text-xs font-medium text-accent hover:underline">
                {t('all')}
              </Link>
            </div>
            <div className="min-h-16 flex-1 overflow-y-auto">
              {error && <ProblemState error={error} title={t('couldNotLoad')} onRetry={() => void refetch()} />}
              {data?.items.length === 0 && <p className="px-3 py-6 text-center text-fg-muted">{t('empty')}</p>}
              <ul>
                {data?.items.map((item) => (
                  <Item key={item.incident_id} item={item} fresh={Date.parse(item.at) > since} onFollow={onClose} />
                ))}
              </ul>
            </div>
            <BrowserNotices />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Item({ item, fresh, onFollow }: { item: Inbox['items'][number]; fresh: boolean; onFollow: () => void }) {
  const t = useTranslations('incidents');
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={`/incidents/${item.incident_id}`}
        onClick={onFollow}
        className={cx(
          'grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-2 px-3 py-2 hover:bg-muted focus-visible:-outline-offset-2',
          fresh && 'bg-accent-soft',
        )}
      >
        <SeverityShape severity={item.severity} className="mt-0.5" />
        <span className="min-w-0">
          <span className={cx('block [overflow-wrap:anywhere]', fresh && 'font-medium')}>
            {item.service && <span className="text-fg-muted">{item.service} · </span>}
            {item.title}
          </span>
          <span className="block text-xs [overflow-wrap:anywhere] text-fg-muted">
            {item.text}
            {item.author && ` — ${item.author}`}
          </span>
        </span>
        <span className="text-right text-xs text-fg-faint">
          <RelativeTime at={item.at} plain />
          {fresh && <span className="block font-medium text-accent">{t('inbox.new')}</span>}
        </span>
      </Link>
    </li>
  );
}

function BrowserNotices() {
  const t = useTranslations('incidents.inbox');
  const on = useWantsBrowserNotices();
  const [refused, setRefused] = useState(false);
  if (!('Notification' in window)) return null;
  return (
    <div className="flex items-center justify-between gap-3 border-t px-3 py-2 text-xs text-fg-muted">
      <span>{refused ? t('browser.refused') : t('browser.label')}</span>
      <Switch
        label={t('browser.label')}
        checked={on}
        onCheckedChange={(next) => void setBrowserNotices(next).then((granted) => setRefused(next && !granted))}
      />
    </div>
  );
}
