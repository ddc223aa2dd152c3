'use client';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { ProblemState } from '#/components/data/problem-state.tsx';
import type { Range } from '#/components/data/time-range.ts';
import { useMetrics } from '#/components/data/use-metrics.ts';
import type { TimeWindow } from '#/components/data/use-window.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { formatClock, formatQuantity, languageOf } from '#/lib/format.ts';
import { chartRows, hasData, knownSince, newest, onGrid } from './chart-data.ts';
import { ChartFlags } from './chart-flags.tsx';
import type { Line, Point } from './plot-line.ts';
import { PLOT_HEIGHT } from './plot-size.ts';
import { useFlagGap } from './use-flag-gap.ts';

type Props = {
  title: string;
  lines: readonly [Line, ...Line[]];
  namespace: string;
  name: string;
  range: Range;
  window: TimeWindow;
  /** A moment (unix ms) was chosen at a place of the screen. */
  onPoint: (point: Point) => void;
};

/** The drawing is loaded after the page, since its library is large. */
const LinePlot = dynamic(() => import('./line-plot.tsx').then((module) => module.LinePlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** One chart with its newest figures in words above it and the changes below. */
export function SignalChart({ title, lines, namespace, name, range, window, onPoint }: Props) {
  const t = useTranslations('service.dashboard');
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  const [first, second] = lines;
  const one = useMetrics(namespace, name, first.signal, range, window);
  // A chart has one line or two; a missing second asks for what the first has already.
  const two = useMetrics(namespace, name, second?.signal ?? first.signal, range, window);
  const rows = onGrid(chartRows({ [first.signal]: one.data, ...(second && { [second.signal]: two.data }) }), window);
  const error = one.error ?? two.error;
  const markers = one.data?.markers ?? [];
  const since = knownSince(rows);
  const { gap, measure } = useFlagGap();

  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-4 text-sm">
        <span className="font-semibold">{title}</span>
        {lines.map((line) => (
          <span key={line.signal} className="inline-flex items-baseline gap-1.5 text-xs text-fg-muted tabular-nums">
            <svg aria-hidden viewBox="0 0 12 4" className="h-1 w-3 self-center">
              <line x1="0" x2="12" y1="2" y2="2" stroke={line.color} strokeWidth="2" strokeDasharray={line.dashed ? '3 2' : undefined} />
            </svg>
            {t(`signals.${line.signal}`)}{' '}
            <span className="text-fg">{formatQuantity(newest(rows, line.signal), signalUnits[line.signal], language)}</span>
          </span>
        ))}
        {since !== null && (
          <span className="ml-auto text-2xs text-fg-faint tabular-nums">{t('since', { at: formatClock(since, zone) })}</span>
        )}
      </figcaption>
      <div ref={measure} style={{ height: PLOT_HEIGHT }}>
        {error && !one.data ? (
          <ProblemState
            error={error}
            title={t('couldNotLoad', { title })}
            stillWorks={t('stillWorks')}
            onRetry={() => void one.refetch()}
          />
        ) : !one.data ? (
          <Skeleton className="h-full w-full" />
        ) : hasData(rows) ? (
          <LinePlot rows={rows} lines={lines} markers={markers} gap={gap} label={title} tick={window.tick} onPoint={onPoint} />
        ) : (
          <EmptyState title={t('noData.title')}>{t('noData.body')}</EmptyState>
        )}
      </div>
      <ChartFlags rows={rows} markers={markers} gap={gap} right={lines.some((line) => line.right)} />
    </figure>
  );
}
