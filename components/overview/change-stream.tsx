'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { ChangeIcon } from '#/components/change/change-chip.tsx';
import { gatherChanges } from '#/components/change/gather-changes.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Section } from '#/components/ui/section.tsx';

/** What was changed, newest first; grows by itself. */
export function ChangeStream({ changes }: { changes: readonly AuditRecord[] }) {
  const t = useTranslations('overview');
  return (
    <Section
      title={t('changes')}
      actions={
        <Link href="/changes" className="rounded-sm text-xs text-fg-muted hover:text-fg hover:underline">
          {t('allChanges')}
        </Link>
      }
    >
      {changes.length === 0 ? (
        <EmptyState title={t('noChanges.title')}>{t('noChanges.body')}</EmptyState>
      ) : (
        <ol className="flex flex-col border-t">
          {gatherChanges(changes).map(({ record: change, outcome }) => (
            <li key={change.id} className="flex gap-2.5 border-b py-2 text-sm">
              <ChangeIcon type={change.event_type} className="mt-0.5 size-3.5 shrink-0 text-fg-faint" />
              <div className="min-w-0 flex-1">
                <Link href={`/changes#${change.id}`} className="line-clamp-2 rounded-sm hover:underline">
                  {change.summary}
                </Link>
                {outcome.map((later) => (
                  <p key={later.id} className="line-clamp-2 text-xs text-fg-muted">
                    <span aria-hidden>↳ </span>
                    {later.summary}
                  </p>
                ))}
                <p className="flex items-center gap-1.5 text-xs text-fg-muted">
                  <span className="truncate">{change.service ?? change.namespace}</span>
                  <span aria-hidden>·</span>
                  <span className="truncate">{change.author}</span>
                  <RelativeTime at={change.timestamp} className="ml-auto text-fg-faint" />
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
