'use client';
import { Bell as Shape } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { Inbox } from '#/lib/contract/inbox.ts';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { Button } from '#/components/ui/button.tsx';
import { useBrowserNotices, useWantsBrowserNotices } from './use-browser-notices.ts';

// Fetched when it is opened for the first time.
const InboxPanel = dynamic(() => import('#/components/incident/inbox-panel.tsx').then((loaded) => loaded.InboxPanel), { ssr: false });

/** A hidden page follows no stream, so that a browser's notices are asked for at this pace, in ms. */
const HIDDEN_EVERY_MS = 30_000;

/** How many incidents have news, and the newest of it behind a press. */
export function Bell() {
  const t = useTranslations('incidents.inbox');
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const wants = useWantsBrowserNotices();
  const inbox = useAnswer<Inbox>(urls.inbox, wants ? { refetchInterval: HIDDEN_EVERY_MS, refetchIntervalInBackground: true } : {});
  useBrowserNotices(wants ? inbox.data : undefined);
  const unread = inbox.data?.unread ?? 0;
  const name = unread > 0 ? t('openUnread', { count: unread }) : t('open');
  return (
    <>
      <Button
        ref={anchor}
        variant="ghost"
        size="sm"
        square
        className="relative"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={name}
        title={name}
        onClick={() => setOpen(!open)}
      >
        <Shape aria-hidden className="size-4" />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-0 right-0 flex h-3.5 min-w-3.5 items-center justify-center rounded-full bg-accent-solid px-0.5 text-[9px] font-semibold text-on-accent tabular-nums"
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Button>
      {open && <InboxPanel anchor={anchor} answer={inbox} onClose={() => setOpen(false)} />}
    </>
  );
}
