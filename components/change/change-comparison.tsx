'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { netChanges } from './net-changes.ts';
import type { Gathered } from './gather-changes.ts';
import { between } from './timeline-data.ts';
import { FieldDiff } from './field-diff.tsx';

/** What differs between two moments: for each service the first value before and the last one after, whatever happened in between. */
export function ChangeComparison({
  rows,
  from,
  to,
  children,
}: {
  rows: readonly Gathered[];
  from: number;
  to: number;
  children: ReactNode;
}) {
  const t = useTranslations('change.timeline');
  const inside = between(rows, from, to);
  const services = netChanges(inside);
  const [start, end] = [Math.min(from, to), Math.max(from, to)].map((at) => new Date(at).toISOString());
  return (
    <section aria-label={t('comparison')} className="mt-4 rounded-md border px-4 py-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-medium">
          {t('changedBetween', { count: inside.length })}{' '}
          <span className="font-normal text-fg-muted tabular-nums">
            <ExactTime at={start ?? ''} detail="day" /> – <ExactTime at={end ?? ''} detail="day" />
          </span>
        </h3>
        {children}
      </header>
      {services.length === 0 && <p className="mt-1 text-sm text-fg-muted">{t('nothingDiffers')}</p>}
      {services.map(({ key, name, entries }) => (
        <div key={key} className="mt-3">
          <h4 className="mb-1 text-sm font-medium">{name}</h4>
          <FieldDiff entries={entries} />
        </div>
      ))}
    </section>
  );
}
