import { useLocale, useTranslations } from 'next-intl';
import type { Overview } from '#/lib/contract/overview.ts';
import { formatQuantity, formatShift, languageOf } from '#/lib/format.ts';
import { cx } from '#/components/ui/cx.ts';
import { Sparkline } from '#/components/ui/sparkline.tsx';
import { toneText } from '#/components/ui/tone.ts';
import { shiftTone } from './shift-tone.ts';

type Row = Overview['services'][number];
type Signal = 'traffic' | 'error_rate' | 'latency_p95';

/** One golden signal of one service: its course, the figure now, and how that compares with the same time before. */
export function Figure({ signal, spark }: { signal: Signal; spark: Row[Signal] }) {
  const t = useTranslations('overview');
  const language = languageOf(useLocale());
  const shift = formatShift(spark.current, spark.before);
  const tone = shiftTone(signal, spark.current, spark.before);
  return (
    <div className="flex items-center justify-end gap-2">
      <Sparkline points={spark.points} tone={tone} className="hidden sm:block" />
      <div className="w-[4.25rem] text-right tabular-nums">
        <div className="whitespace-nowrap">{formatQuantity(spark.current, spark.unit, language)}</div>
        <div
          className={cx('text-2xs leading-none whitespace-nowrap', toneText[tone === 'neutral' ? 'unknown' : tone])}
          title={t('comparedWithBefore')}
        >
          {shift ? shift.text : ' '}
        </div>
      </div>
    </div>
  );
}
