'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { Page } from '#/lib/contract/paging.ts';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls, type Filter } from '#/components/data/urls.ts';
import { usePages } from '#/components/data/use-pages.ts';
import { useHash } from '#/components/ui/use-hash.ts';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { ChangeRow } from './change-row.tsx';
import { ChangeTimeline } from './change-timeline.tsx';
import { gatherChanges } from './gather-changes.ts';
import { useHeldBack } from './use-held-back.ts';

type Props = {
  /** With `start_time` and `end_time`, as the address of the audit log wants them. */
  filter: Filter;
  first?: Page<AuditRecord>;
  empty: ReactNode;
  /** Draws the changes over time above the list, with the two moments that are compared. */
  timeline?: { picked: readonly [number | null, number | null] };
  /** Stands above the list when a link led to a record that is not in it. */
  elsewhere?: ReactNode;
};

/** Records of the audit log, newest first and live; new ones wait behind a bar while the reader is further down. */
export function ChangeList({ filter, first, empty, timeline, elsewhere }: Props) {
  const t = useTranslations('change');
  const pages = usePages<AuditRecord>(urls.changes(filter), first);
  const { data, error, refetch } = pages;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const linked = useHash();
  const { shown, fresh, show } = useHeldBack(data ?? []);
  const missing = linked !== '' && data !== undefined && !data.some((record) => record.id === linked);

  const isLinked = (...records: (AuditRecord | readonly AuditRecord[])[]) => records.flat().some((record) => record.id === linked);

  function toggle(id: string, opened: boolean) {
    const without = (set: ReadonlySet<string>) => new Set([...set].filter((each) => each !== id));
    setOpen(opened ? new Set([...open, id]) : without(open));
    setFolded(opened ? without(folded) : new Set([...folded, id]));
  }

  return (
    <div className="flex flex-col">
      {error && <ProblemState error={error} title={t('error.list')} stillWorks={t('error.listElse')} onRetry={() => void refetch()} />}
      {missing && elsewhere}
      {timeline && shown.length > 0 && (
        <div className="mb-6">
          <ChangeTimeline rows={gatherChanges(shown)} picked={timeline.picked} />
        </div>
      )}
      <div aria-live="polite" className="sticky top-14 z-10 flex h-0 justify-center">
        {fresh > 0 && (
          <button
            type="button"
            onClick={show}
            className="inline-flex h-7 items-center gap-1 rounded-full bg-fg px-3 text-xs font-medium text-bg shadow-pop"
          >
            <ArrowUp aria-hidden className="size-3.5" />
            {t('fresh', { count: fresh })}
          </button>
        )}
      </div>
      {!data && !error && <SkeletonRows rows={10} />}
      {data?.length === 0 && empty}
      {shown.length > 0 && (
        <ul aria-label={t('list')}>
          {gatherChanges(shown).map(({ record, outcome }) => (
            <ChangeRow
              key={record.id}
              record={record}
              outcome={outcome}
              target={isLinked(record, outcome)}
              open={open.has(record.id) || (isLinked(record, outcome) && !folded.has(record.id))}
              onToggle={(opened) => toggle(record.id, opened)}
            />
          ))}
        </ul>
      )}
      <MorePages pages={pages} />
    </div>
  );
}
