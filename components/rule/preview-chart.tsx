'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { AlertRule, RulePreview } from '#/lib/contract/rules.ts';
import { niceScale } from '#/components/service/plot-scale.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { formatQuantity, languageOf } from '#/lib/format.ts';
import { previewShape } from './preview-shape.ts';

type Props = { preview: RulePreview; condition: Pick<AlertRule, 'signal' | 'comparison' | 'threshold'>; unit: string };

/** One day of a signal, its threshold as a dashed line, and the times at which the rule would have fired as bands. */
export function PreviewChart({ preview, condition, unit }: Props) {
  const t = useTranslations('service.rules');
  const language = languageOf(useLocale());
  const fixed = condition.comparison === 'times_baseline' ? null : condition.threshold;
  const greatest = preview.points.reduce((most, [, value]) => Math.max(most, value ?? 0), fixed ?? 0);
  const { top } = niceScale(greatest, 3, unit === 'bytes' ? 1024 : 10);
  const { line, bands } = previewShape(preview, top);
  return (
    <figure className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-2 text-2xs text-fg-faint tabular-nums">
      <div className="flex flex-col justify-between text-right">
        <span>{formatQuantity(top, unit, language)}</span>
        <span>{formatQuantity(0, unit, language)}</span>
      </div>
      <svg
        role="img"
        aria-label={t('preview.chart', { signal: t(`signal.${condition.signal}`) })}
        viewBox="0 0 1000 100"
        preserveAspectRatio="none"
        className="h-28 w-full border-b border-l"
      >
        {bands.map(({ x, width }) => (
          <rect key={x} x={x} y={0} width={width} height={100} fill="var(--failing)" opacity={0.18} />
        ))}
        <path d={line} fill="none" stroke="var(--accent)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
        {fixed !== null && (
          <line
            x1={0}
            x2={1000}
            y1={100 - (fixed / top) * 100}
            y2={100 - (fixed / top) * 100}
            stroke="var(--failing)"
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <span />
      <figcaption className="flex justify-between pt-1">
        <ExactTime at={preview.start} detail="day" />
        <ExactTime at={preview.end} detail="day" />
      </figcaption>
    </figure>
  );
}
