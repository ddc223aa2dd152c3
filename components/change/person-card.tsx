'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { ChangeIcon } from './change-chip.tsx';

const DAYS = 30;
const SHOWN = 3;

/** What the chip of a person or program shows on hover: who it is and what they changed last, of what the reader may see. */
export function PersonCard({ name, program }: { name: string; program: boolean }) {
  const t = useTranslations('change.person');
  // One window for as long as the card is open: the address is the key under which the answer is kept.
  const [now] = useState(() => Date.now());
  const [start, end] = [now - DAYS * 86_400_000, now + 60_000].map((at) => new Date(at).toISOString());
  const { data, error } = useAnswer<AuditRecord[]>(urls.changes({ author: name, start_time: start, end_time: end, limit: SHOWN }));
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-center justify-between gap-2">
        <span className="truncate font-medium">{plainText(name)}</span>
        {program && <span className="shrink-0 text-xs text-fg-muted">{t('program')}</span>}
      </p>
      {data ? (
        <ul className="flex flex-col gap-1.5 text-xs text-fg-muted">
          {data.length === 0 && <li>{t('nothing')}</li>}
          {data.map((record) => (
            <li key={record.id} className="flex items-start gap-1.5">
              <ChangeIcon type={record.event_type} className="mt-0.5 size-3 shrink-0 text-fg-faint" />
              <span className="line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere]">{plainText(record.summary)}</span>
              <RelativeTime at={record.timestamp} plain className="text-fg-faint" />
            </li>
          ))}
        </ul>
      ) : error ? (
        <p className="text-xs text-fg-muted">{t('unread')}</p>
      ) : (
        <Skeleton className="h-14 w-full" />
      )}
    </div>
  );
}
