'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Service } from '#/lib/contract/services.ts';
import { formatAge, languageOf } from '#/lib/format.ts';
import { useNow } from '#/components/ui/use-now.ts';
import { HealthBadge } from './health-badge.tsx';

/** A service's health in words: since when, and why when it is not well. */
export function HealthSentence({ service }: { service: Service }) {
  const t = useTranslations('service.header');
  const language = languageOf(useLocale());
  const since = service.health_since;
  const age = useNow((now) => (since ? formatAge(now - Date.parse(since), language) : ''));
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm" aria-live="polite">
      <HealthBadge health={service.health} stopped={service.stopped} />
      {age && <span className="text-fg-muted tabular-nums">{t('forAge', { age })}</span>}
      {service.health_reason && !service.stopped && <span className="text-fg">{service.health_reason}</span>}
    </p>
  );
}
