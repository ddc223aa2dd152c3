'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { formatDuration, languageOf } from '#/lib/format.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Section } from '#/components/ui/section.tsx';

const order = ['received_at', 'first_finding_at', 'verdict_at', 'notified_at'] as const;

/** Measured: received → first finding → verdict → notified, each with its distance from the first. */
export function IncidentTimings({ incident: { timings } }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  const language = languageOf(useLocale());
  const start = Date.parse(timings.received_at);
  const joined = timings.first_finding_at !== null && Date.parse(timings.first_finding_at) < start;
  return (
    <Section title={t('section.timings')}>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-sm tabular-nums">
        {order.map((name) => {
          const at = timings[name];
          const since = at === null ? null : Date.parse(at) - start;
          return (
            <div key={name} className="col-span-3 grid grid-cols-subgrid">
              <dt className="text-fg-faint">{t(`timings.${name}`)}</dt>
              <dd>{at ? <ExactTime at={at} /> : <span className="text-fg-faint">{t('timings.notYet')}</span>}</dd>
              <dd className="text-right font-medium">
                {since !== null && since >= 0 && name !== 'received_at' && `+${formatDuration(since, language)}`}
              </dd>
            </div>
          );
        })}
      </dl>
      {joined && <p className="mt-1 text-xs text-fg-faint">{t('timings.earlier')}</p>}
    </Section>
  );
}
