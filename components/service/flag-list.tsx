'use client';
import { useTranslations } from 'next-intl';
import type { Service } from '#/lib/contract/services.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { Section } from '#/components/ui/section.tsx';
import { FlagRow } from './flag-row.tsx';

/** A service's flags; a change is live at once and stands in the history like any other. */
export function FlagList({ service }: { service: Service }) {
  const t = useTranslations('service.flags');
  const flags = Object.entries(service.flags).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Section title={t('title')}>
      <p className="mb-3 text-sm text-fg-muted">{t('explanation')}</p>
      {flags.length === 0 ? (
        <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>
      ) : (
        <ul className="border-t">
          {flags.map(([name, value]) => (
            <FlagRow key={name} service={service} name={name} value={value} />
          ))}
        </ul>
      )}
    </Section>
  );
}
