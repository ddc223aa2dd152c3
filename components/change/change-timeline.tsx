'use client';
import { X, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUrlFilter } from '#/components/data/use-url-filter.ts';
import { Button } from '#/components/ui/button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { Section } from '#/components/ui/section.tsx';
import { ChangeIcon } from './change-chip.tsx';
import { ChangeComparison } from './change-comparison.tsx';
import type { Gathered } from './gather-changes.ts';
import { bounds, lanes } from './timeline-data.ts';

const MARGIN = 0.03;
/** Nothing is told apart below this. */
const LEAST_MS = 30_000;
const MOST_LANES = 12;

type Props = {
  rows: readonly Gathered[];
  /** The two moments in the address, unix ms; null where none is picked. */ picked: readonly [number | null, number | null];
};

/** Changes over time, a lane for each service: zoom into a piece, follow a mark to its row, or pick two marks to compare the moments. */
export function ChangeTimeline({ rows, picked: [from, to] }: Props) {
  const t = useTranslations('change.timeline');
  const url = useUrlFilter();
  const [zoom, setZoom] = useState<{ start: number; end: number } | null>(null);
  const [picking, setPicking] = useState(false);
  if (rows.length === 0) return null;
  const { start, end } = zoom ?? bounds(rows, MARGIN);
  const length = Math.max(LEAST_MS, end - start);
  const place = (at: number) => ((at - start) / length) * 100;
  const zoomBy = (factor: number) => {
    const middle = start + length / 2;
    setZoom({ start: middle - (length * factor) / 2, end: middle + (length * factor) / 2 });
  };
  const pick = (at: number) => url.set(from === null || to !== null ? { from: String(at), to: '' } : { to: String(at) });

  return (
    <Section
      title={t('title')}
      actions={
        <span className="flex items-center gap-1">
          <Button size="sm" variant={picking ? 'primary' : 'ghost'} aria-pressed={picking} onClick={() => setPicking(!picking)}>
            {t('compare')}
          </Button>
          <Button
            variant="ghost"
            size="sm"
            square
            aria-label={t('zoomIn')}
            title={t('zoomIn')}
            disabled={length <= LEAST_MS}
            onClick={() => zoomBy(0.5)}
          >
            <ZoomIn aria-hidden className="size-4" />
          </Button>
          <Button
            variant="ghost"
            size="sm"
            square
            aria-label={t('zoomOut')}
            title={t('zoomOut')}
            disabled={zoom === null}
            onClick={() => setZoom(null)}
          >
            <ZoomOut aria-hidden className="size-4" />
          </Button>
        </span>
      }
    >
      {picking && <p className="mb-2 text-xs text-fg-muted">{t(from === null || to !== null ? 'pickFirst' : 'pickSecond')}</p>}
      <div className="rounded-md border" aria-label={t('title')} role="group">
        {lanes(rows)
          .slice(0, MOST_LANES)
          .map((lane) => (
            <div
              key={lane.key}
              className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center border-b last:border-b-0 sm:grid-cols-[10rem_minmax(0,1fr)]"
            >
              <span className="truncate px-3 text-xs text-fg-muted" title={lane.key}>
                {lane.name}
              </span>
              <ul className="relative mx-3 h-8">
                {lane.rows
                  .filter(({ record }) => place(Date.parse(record.timestamp)) >= 0 && place(Date.parse(record.timestamp)) <= 100)
                  .map((row) => (
                    <Mark
                      key={row.record.id}
                      row={row}
                      left={place(Date.parse(row.record.timestamp))}
                      picked={[from, to].includes(Date.parse(row.record.timestamp))}
                      onPick={picking ? pick : null}
                    />
                  ))}
              </ul>
            </div>
          ))}
      </div>
      <p className="mt-1 flex justify-between pl-[6.5rem] text-2xs text-fg-faint tabular-nums sm:pl-40">
        <ExactTime at={new Date(start).toISOString()} detail="day" />
        <ExactTime at={new Date(end).toISOString()} detail="day" />
      </p>
      {from !== null && to !== null && (
        <ChangeComparison rows={rows} from={from} to={to}>
          <Button size="sm" variant="ghost" onClick={() => url.set({ from: '', to: '' })}>
            <X aria-hidden className="size-3.5" />
            {t('endComparison')}
          </Button>
        </ChangeComparison>
      )}
    </Section>
  );
}

/** One change on its lane: a link to its row, or while picking a button that takes its moment. */
function Mark({
  row: { record, outcome },
  left,
  picked,
  onPick,
}: {
  row: Gathered;
  left: number;
  picked: boolean;
  onPick: ((at: number) => void) | null;
}) {
  const label = [record, ...outcome].map((one) => plainText(one.summary)).join(' → ');
  const style = cx(
    'absolute top-1/2 flex size-5 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-sm border bg-bg text-fg-muted transition-colors hover:z-10 hover:border-line-strong hover:text-fg',
    picked && 'z-10 border-accent text-accent',
  );
  const icon = <ChangeIcon type={record.event_type} className="size-3" />;
  return (
    <li>
      {onPick ? (
        <button
          type="button"
          title={label}
          aria-label={label}
          aria-pressed={picked}
          className={style}
          style={{ left: `${left}%` }}
          onClick={() => onPick(Date.parse(record.timestamp))}
        >
          {icon}
        </button>
      ) : (
        <a href={`#${record.id}`} title={label} aria-label={label} className={style} style={{ left: `${left}%` }}>
          {icon}
        </a>
      )}
    </li>
  );
}
