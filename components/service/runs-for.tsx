'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useNow, useTimeZone } from '#/components/ui/use-now.ts';
import { formatAge, formatInstant, languageOf } from '#/lib/format.ts';

/** How long a version has served, ticking; `since` is RFC 3339 and stands in the hover. */
export function RunsFor({ since }: { since: string }) {
  const t = useTranslations('service');
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  const age = useNow((now) => formatAge(now - Date.parse(since), language));
  return (
    <time dateTime={since} title={`${formatInstant(since, zone)} ${zone}`} className="text-xs whitespace-nowrap text-fg-muted tabular-nums">
      {t('runsFor', { age })}
    </time>
  );
}
