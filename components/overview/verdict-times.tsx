'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Overview } from '#/lib/contract/overview.ts';
import { formatDuration, languageOf } from '#/lib/format.ts';

/** Measured over 7 days: how long a verdict took, and for alerts by their severity. */
export function VerdictTimes({ times: { p50, p95, count, by_severity } }: { times: Overview['verdict_seconds'] }) {
  const t = useTranslations('overview');
  const word = useTranslations('incidents.severity');
  const language = languageOf(useLocale());
  const lasting = (seconds: number) => formatDuration(seconds * 1000, language);
  return (
    <footer className="flex flex-col gap-1 border-t pt-3 text-xs text-fg-muted tabular-nums">
      <p>
        {count > 0 && p50 !== null && p95 !== null ? t('verdictTimes', { p50: lasting(p50), p95: lasting(p95), count }) : t('noVerdicts')}
      </p>
      {by_severity.length > 0 && (
        <p className="flex flex-wrap gap-x-4">
          <span>{t('alertVerdicts')}</span>
          {by_severity.map((row) => (
            <span key={row.severity}>
              {t('alertVerdict', { severity: word(row.severity), p50: lasting(row.p50), p95: lasting(row.p95), count: row.count })}
            </span>
          ))}
        </p>
      )}
    </footer>
  );
}
