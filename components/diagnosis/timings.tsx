'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Report, Timings } from '#/lib/domain/diagnosis.ts';
import { formatDuration, languageOf } from '#/lib/format.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Section } from '#/components/ui/section.tsx';

const order = [
  'requested_at',
  'started_at',
  'first_event_at',
  'first_finding_at',
  'verdict_at',
  'notified_at',
] as const satisfies readonly (keyof Timings)[];

/** Measured moments, each with its distance from the request. */
export function TimingsView({ timings, engine }: { timings: Timings; engine: Report['engine'] | null }) {
  const t = useTranslations('diagnosis');
  const language = languageOf(useLocale());
  const start = Date.parse(timings.requested_at);
  return (
    <Section title={t('section.timings')}>
      <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {order.map((name) => {
          const at = timings[name];
          if (!at) return null;
          return (
            <div key={name}>
              <dt className="text-xs text-fg-faint">{t(`timings.${name}`)}</dt>
              <dd>
                <ExactTime at={at} />
                {name !== 'requested_at' && (
                  <span className="ml-1.5 text-xs text-fg-faint tabular-nums">+{formatDuration(Date.parse(at) - start, language)}</span>
                )}
              </dd>
            </div>
          );
        })}
        {engine && (
          <div>
            <dt className="text-xs text-fg-faint">{t('timings.engine')}</dt>
            <dd>
              {engine.name} {engine.version}
              {engine.model && ` · ${engine.model}`}
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}
