'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Span } from '#/lib/domain/telemetry.ts';
import { formatDuration, languageOf } from '#/lib/format.ts';
import { cx } from '#/components/ui/cx.ts';
import { shortText } from '#/components/ui/plain-text.ts';
import { spanRows } from './span-rows.ts';

const MOST = 60;

/** Where the time of one trace went and which of its spans failed. */
export function SpanWaterfall({ spans }: { spans: readonly Span[] }) {
  const t = useTranslations('diagnosis.evidence');
  const language = languageOf(useLocale());
  return (
    <ol className="flex max-h-72 flex-col gap-0.5 overflow-y-auto text-xs" tabIndex={0}>
      {spanRows(spans)
        .slice(0, MOST)
        .map(({ span, depth, left, width }) => (
          <li key={span.span_id} className="grid grid-cols-[minmax(0,14rem)_minmax(3rem,1fr)_4.5rem] items-center gap-2">
            <span
              className={cx('truncate', span.status === 'ERROR' && 'text-failing')}
              style={{ paddingLeft: `${Math.min(depth, 8) * 0.75}rem` }}
            >
              <span className="text-fg-faint">{shortText(span.service, 60)}</span> {shortText(span.name, 120)}
              {span.status === 'ERROR' && <span className="font-medium"> · {t('error')}</span>}
            </span>
            <span aria-hidden className="relative h-2">
              <span
                className={cx('absolute h-full min-w-0.5 rounded-sm', span.status === 'ERROR' ? 'bg-failing-solid' : 'bg-accent-solid')}
                style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
              />
            </span>
            <span className="text-right text-fg-muted tabular-nums">{formatDuration(span.duration_ms, language)}</span>
          </li>
        ))}
    </ol>
  );
}
