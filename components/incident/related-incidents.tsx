'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { Section } from '#/components/ui/section.tsx';
import { IncidentStatusBadge } from './incident-status.tsx';

/** Open incidents of callers and callees: beside this one, not part of it. */
export function RelatedIncidents({ incident: { related } }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  return (
    <Section title={t('section.related')}>
      {related.length === 0 && <p className="text-sm text-fg-muted">{t('related.none')}</p>}
      <ul className="flex flex-col gap-2">
        {related.map((other) => (
          <li key={other.id} className="text-sm">
            <Link href={`/incidents/${other.id}`} className="font-medium [overflow-wrap:anywhere] hover:underline hover:underline-offset-2">
              <bdi>{plainText(other.title)}</bdi>
            </Link>
            <span className="flex flex-wrap items-center gap-x-2 text-xs text-fg-muted">
              <IncidentStatusBadge status={other.status} />
              {other.service} {t(`related.${other.relation}`)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
