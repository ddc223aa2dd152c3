'use client';
import { useTranslations } from 'next-intl';
import type { Inbox } from '#/lib/contract/inbox.ts';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { cx } from '#/components/ui/cx.ts';

/** How many incidents are open, as a small figure beside their word; nothing while there are none. */
export function OpenCount({ className }: { className?: string }) {
  const t = useTranslations('common.nav');
  const open = useAnswer<Inbox>(urls.inbox).data?.open ?? 0;
  if (open === 0) return null;
  return (
    <span
      className={cx(
        'inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-failing-solid px-1 text-[10px] font-semibold text-white tabular-nums',
        className,
      )}
    >
      <span aria-hidden>{open > 99 ? '99+' : open}</span>
      <span className="sr-only">{t('openIncidents', { count: open })}</span>
    </span>
  );
}
