'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { Button } from '#/components/ui/button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { PersonChip } from './person-chip.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { ChangeIcon } from './change-chip.tsx';
import { ChangeDetail } from './change-detail.tsx';

type Props = {
  record: AuditRecord;
  /** What was written about the same deployment later, oldest first. */ outcome: readonly AuditRecord[];
  open: boolean;
  onToggle: (open: boolean) => void;
  /** The row that a link led to. */ target: boolean;
};

/** One record of the audit log; unfolds to what exactly it altered. */
export function ChangeRow({ record, outcome, open, onToggle, target }: Props) {
  const t = useTranslations('change');
  const type = useTranslations('common.eventType');
  const program = record.source !== 'control-plane' || record.author === 'control-plane';
  return (
    <li id={record.id} className={cx('scroll-mt-16 border-b last:border-b-0', target && 'bg-accent-soft')}>
      <div className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1 py-1.5 text-sm hover:bg-subtle @4xl/main:grid-cols-[1.75rem_5.5rem_9.5rem_10rem_minmax(0,1fr)_minmax(0,11rem)]">
        <Button
          variant="ghost"
          size="sm"
          square
          aria-expanded={open}
          aria-controls={`${record.id}-detail`}
          aria-label={t(open ? 'fold' : 'unfold')}
          onClick={() => onToggle(!open)}
        >
          <ChevronRight aria-hidden className={cx('size-3.5 transition-transform', open && 'rotate-90')} />
        </Button>
        <span className="order-2 text-right text-xs text-fg-muted @4xl/main:order-none @4xl/main:text-left">
          <RelativeTime at={record.timestamp} />
        </span>
        <span className="order-1 inline-flex min-w-0 items-center gap-1.5 text-xs text-fg-muted @4xl/main:order-none">
          <ChangeIcon type={record.event_type} className="size-3.5 shrink-0 text-fg-faint" />
          <span className="truncate">{type(record.event_type)}</span>
        </span>
        <span className="order-4 col-start-2 min-w-0 @4xl/main:order-none @4xl/main:col-start-auto">
          {record.service ? (
            <ServiceChip namespace={record.namespace} name={record.service} />
          ) : (
            <span className="text-xs text-fg-faint">{record.namespace}</span>
          )}
        </span>
        <span className="order-3 col-span-2 col-start-2 min-w-0 [overflow-wrap:anywhere] @4xl/main:order-none @4xl/main:col-span-1 @4xl/main:col-start-auto">
          <bdi>{plainText(record.summary)}</bdi>
          {outcome.map((later) => (
            <span key={later.id} id={later.id} className="block scroll-mt-16 text-xs text-fg-muted">
              <span aria-hidden>↳ </span>
              <bdi>{plainText(later.summary)}</bdi> <RelativeTime at={later.timestamp} plain className="text-fg-faint" />
            </span>
          ))}
        </span>
        <span className="order-5 min-w-0 text-right @4xl/main:order-none @4xl/main:text-left">
          <PersonChip name={record.author} program={program} />
        </span>
      </div>
      <div id={`${record.id}-detail`} hidden={!open} className="pb-3 pl-9">
        {open && <ChangeDetail record={record} />}
      </div>
    </li>
  );
}
