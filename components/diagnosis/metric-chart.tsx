'use client';
import { useLocale, useTranslations } from 'next-intl';
import { formatClock, formatQuantity, languageOf } from '#/lib/format.ts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import type { EvidenceData } from '#/lib/domain/evidence.ts';
import { linePath, meansAround, scaleOf } from './metric-path.ts';

type EvidenceSeries = EvidenceData<'metric'>['series'][number];

const WIDTH = 600;
const HEIGHT = 96;
const strokes = ['var(--accent)', 'var(--fg-faint)', 'var(--degraded)', 'var(--healthy)'];
const dashes = ['', '4 3', '1 3', '8 3'];

/** A small chart that carries one observation, with the onset as a line through it. */
export function MetricChart({ series, unit, onset }: { series: readonly EvidenceSeries[]; unit: string; onset: number | null }) {
  const t = useTranslations('diagnosis.evidence');
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  const drawn = series.slice(0, strokes.length);
  const scale = scaleOf(drawn);
  if (!scale) return <p className="text-xs text-fg-faint">{t('none')}</p>;
  const at = onset ?? NaN;
  const inside = at >= scale.from && at <= scale.to && scale.to > scale.from;
  const left = inside ? ((at - scale.from) / (scale.to - scale.from)) * 100 : 0;
  const figure = (value: number | null) => formatQuantity(value, unit, language);
  const [only] = drawn;
  const means = inside && only && drawn.length === 1 ? meansAround(only.points, at) : null;
  return (
    <figure className="min-w-0">
      <div className="relative">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('series', { min: figure(0), max: figure(scale.top) })}
          className="h-24 w-full border-b"
        >
          {inside && (
            <rect
              x={(left / 100) * WIDTH}
              y={0}
              width={WIDTH - (left / 100) * WIDTH}
              height={HEIGHT}
              fill="var(--failing)"
              opacity={0.07}
            />
          )}
          {drawn.map((one, index) => (
            <path
              key={index}
              d={linePath(one.points, scale, WIDTH, HEIGHT - 2)}
              transform="translate(0 1)"
              fill="none"
              stroke={strokes[index]}
              strokeDasharray={dashes[index]}
              strokeWidth={1.5}
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        {inside && (
          <span className="absolute inset-y-0 border-l border-dashed border-failing" style={{ left: `${left}%` }}>
            <span
              className="absolute top-0 left-1 bg-bg px-0.5 text-2xs whitespace-nowrap text-failing"
              style={left > 70 ? { left: 'auto', right: '0.25rem' } : undefined}
            >
              {t('onset')}
            </span>
          </span>
        )}
        <span className="absolute top-0 left-0 bg-bg/80 pr-1 text-2xs text-fg-faint tabular-nums">{figure(scale.top)}</span>
      </div>
      <figcaption className="mt-0.5 flex flex-wrap justify-between gap-x-3 text-2xs text-fg-faint tabular-nums">
        <span>{formatClock(scale.from, zone, 'second')}</span>
        {means && (
          <span className="text-fg-muted">
            {t('beforeMean', { value: figure(means.before) })} · {t('afterMean', { value: figure(means.after) })}
          </span>
        )}
        {drawn.length > 1 && drawn.map((one, index) => <SeriesName key={index} series={one} index={index} />)}
        <span>{formatClock(scale.to, zone, 'second')}</span>
      </figcaption>
    </figure>
  );
}

function SeriesName({ series, index }: { series: EvidenceSeries; index: number }) {
  const name = Object.values(series.labels).join(' ') || `#${index + 1}`;
  return (
    <span className="inline-flex items-center gap-1">
      <svg aria-hidden width="14" height="4">
        <line x1="0" x2="14" y1="2" y2="2" stroke={strokes[index]} strokeDasharray={dashes[index]} strokeWidth="1.5" />
      </svg>
      {name}
    </span>
  );
}
