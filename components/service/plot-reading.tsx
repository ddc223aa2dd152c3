'use client';
import { useLocale, useTranslations } from 'next-intl';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { signalUnits } from '#/lib/domain/telemetry.ts';
import { formatQuantity, languageOf } from '#/lib/format.ts';
import type { ChartRow } from './chart-data.ts';
import type { Line } from './plot-line.ts';

/** The figures at the cursor, beside it; `flip` puts them on its left. */
export function PlotReading({ row, lines, left, flip }: { row: ChartRow; lines: readonly Line[]; left: number; flip: boolean }) {
  const t = useTranslations('service.dashboard.signals');
  const language = languageOf(useLocale());
  return (
    <div
      className="pointer-events-none absolute top-2 z-10 rounded-md bg-raised px-2.5 py-1.5 text-xs whitespace-nowrap shadow-pop"
      style={{ left, transform: flip ? 'translateX(calc(-100% - 8px))' : 'translateX(8px)' }}
    >
      <ExactTime at={new Date(row.at).toISOString()} className="text-fg-muted" />
      {lines.map((line) => (
        <p key={line.signal} className="flex items-baseline justify-between gap-4">
          <span className="text-fg-muted">{t(line.signal)}</span>
          <span className="font-medium tabular-nums">{formatQuantity(row[line.signal] ?? null, signalUnits[line.signal], language)}</span>
        </p>
      ))}
    </div>
  );
}
