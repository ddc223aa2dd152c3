'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { formatClock, formatQuantity, languageOf } from '#/lib/format.ts';
import type { ChartRow } from './chart-data.ts';
import type { Line } from './plot-line.ts';

/** The figures at the cursor, beside it. */
export function PlotReading({ row, lines }: { row: ChartRow; lines: readonly Line[] }) {
  const t = useTranslations('service.dashboard.signals');
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  return (
    <div className="rounded-md bg-raised px-2.5 py-1.5 text-xs whitespace-nowrap shadow-pop">
      <p className="text-fg-muted tabular-nums">{formatClock(row.at, zone, 'second')}</p>
      {lines.map((line) => (
        <p key={line.signal} className="flex items-baseline justify-between gap-4">
          <span className="text-fg-muted">{t(line.signal)}</span>
          <span className="font-medium tabular-nums">{formatQuantity(row[line.signal] ?? null, signalUnits[line.signal], language)}</span>
        </p>
      ))}
    </div>
  );
}
