import { useLocale, useTranslations } from 'next-intl';
import type { Overview } from '#/lib/contract/overview.ts';
import { formatQuantity, formatShift, languageOf } from '#/lib/format.ts';
import { cx } from '#/components/ui/cx.ts';
import { Sparkline } from '#/components/ui/sparkline.tsx';
import { toneText } from '#/components/ui/tone.ts';
import { beforeOf } from './before.ts';
import { shiftTone } from './shift-tone.ts';

type Row = Overview['services'][number];
type Signal = 'traffic' | 'error_rate' | 'latency_p95';

/** A rare error in many requests is a ripple, not a summit. */
const LEAST_TOP: Record<Signal, number> = { traffic: 0, error_rate: 0.02, latency_p95: 0 };

/** One golden signal of one service: its course, the figure now, and how that compares with the same time before. */
export function Figure({ signal, spark }: { signal: Signal; spark: Row[Signal] }) {
  const t = useTranslations('overview');
  const language = languageOf(useLocale());
  const before = beforeOf(spark);
  const shift = formatShift(spark.current, before.value);
  const tone = shiftTone(signal, spark.current, before.value);
  return (
    <div className="flex items-center justify-end gap-2">
      <Sparkline points={spark.points} least={LEAST_TOP[signal]} tone={tone} className="hidden @3xl/table:block" />
      <div className="w-[4.25rem] text-right tabular-nums">
        <div className="whitespace-nowrap">{formatQuantity(spark.current, spark.unit, language)}</div>
        <div
          className={cx('text-2xs whitespace-nowrap', toneText[tone === 'neutral' ? 'unknown' : tone])}
          title={shift ? t(`compared.${before.since}`) : undefined}
        >
          {shift ? shift.text : ' '}
        </div>
      </div>
    </div>
  );
}
