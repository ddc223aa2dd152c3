'use client';
import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { formatClock } from '#/lib/format.ts';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { EvidenceLink } from './reference.tsx';
import { groupTimeline, offsetText, timelineKind, type Moment } from './timeline.ts';

const dots = {
  onset: 'bg-failing-solid',
  change: 'bg-accent-solid',
  evidence: 'bg-failing',
  failure: 'bg-failing',
  alert: 'bg-degraded',
} as const satisfies Record<string, string>;

function dot(kind: string): string {
  return Object.entries(dots).find(([name]) => name === kind)?.[1] ?? 'bg-fg-faint';
}

/** Changes, onset, alerts and steps on one axis, and below it one line each. */
export function TimelineView({ report }: { report: Report }) {
  const t = useTranslations('diagnosis.timeline');
  const zone = useTimeZone();
  const moments = groupTimeline(report.timeline, report.onset);
  const first = moments[0];
  const last = moments.at(-1);
  if (!first || !last) return <p className="text-sm text-fg-muted">{t('none')}</p>;
  return (
    <div className="flex flex-col gap-3">
      {moments.length > 1 && (
        <div
          role="img"
          aria-label={t('axis', { from: formatClock(first.at, zone, 'second'), to: formatClock(last.at, zone, 'second') })}
          className="px-1.5"
        >
          <div className="relative h-4 before:absolute before:inset-x-0 before:top-1/2 before:h-px before:bg-line-strong">
            {moments.map((moment, index) => (
              <span
                key={index}
                className={cx(
                  'absolute top-1/2 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-bg',
                  moment.kind === 'onset' ? 'size-3.5' : 'size-2.5',
                  dot(moment.kind),
                )}
                style={{ left: `${moment.position * 100}%` }}
              />
            ))}
          </div>
          <AxisLabels moments={moments} />
        </div>
      )}
      <ol className="text-sm">
        {moments.map((moment, index) => (
          <MomentRow key={index} moment={moment} />
        ))}
      </ol>
    </div>
  );
}

/** The axis's ends and the onset, each with its clock; the onset's gives way where it would cover an end's. */
function AxisLabels({ moments }: { moments: readonly Moment[] }) {
  const t = useTranslations('diagnosis.timeline');
  const zone = useTimeZone();
  const onset = moments.find((moment) => moment.kind === 'onset' && moment.position > 0.32 && moment.position < 0.68);
  const [first, last] = [moments[0], moments.at(-1)];
  return (
    <div aria-hidden className="relative flex h-4 justify-between text-2xs text-fg-faint tabular-nums">
      <span>{first && formatClock(first.at, zone, 'second')}</span>
      {onset && (
        <span className="absolute -translate-x-1/2 font-medium whitespace-nowrap text-failing" style={{ left: `${onset.position * 100}%` }}>
          {t('kind.onset')} {formatClock(onset.at, zone, 'second')}
        </span>
      )}
      <span>{last && formatClock(last.at, zone, 'second')}</span>
    </div>
  );
}

function MomentRow({ moment }: { moment: Moment }) {
  const t = useTranslations('diagnosis.timeline');
  const zone = useTimeZone();
  const onset = moment.kind === 'onset';
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 py-1 sm:grid-cols-[4.5rem_4.5rem_6rem_minmax(0,1fr)]">
      <ExactTime at={moment.at} className="text-xs leading-5 text-fg-muted" />
      <span className="hidden text-right text-xs leading-5 text-fg-faint tabular-nums sm:block">
        {moment.offset === null ? '' : offsetText(moment.offset)}
      </span>
      <span className="hidden items-center gap-1.5 text-xs text-fg-muted sm:inline-flex">
        <span aria-hidden className={cx('size-2 shrink-0 rounded-full', dot(moment.kind))} />
        {t(`kind.${timelineKind(moment.kind)}`)}
      </span>
      <span className={cx('min-w-0', onset && 'font-medium text-failing')}>
        <RichLine text={moment.text} />
        {moment.count > 1 && (
          <span className="text-fg-muted"> · {t('times', { count: moment.count, until: formatClock(moment.last, zone, 'second') })}</span>
        )}
        {moment.evidence_id && <EvidenceLink id={moment.evidence_id} />}
      </span>
    </li>
  );
}
