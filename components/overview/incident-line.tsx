'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Incident } from '#/lib/contract/incidents.ts';
import { DiagnosisChip } from '#/components/diagnosis/diagnosis-chip.tsx';
import { IncidentService } from '#/components/incident/incident-row.tsx';
import { SeverityBadge } from '#/components/incident/severity-badge.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';

/** One open incident among what needs a person: what fires, and the newest verdict on it. */
export function IncidentLine({ incident }: { incident: Incident }) {
  const t = useTranslations('overview');
  const { diagnosis, decision_text } = incident;
  const href = `/incidents/${incident.id}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 text-sm">
      <SeverityBadge severity={incident.severity} />
      <IncidentService incident={incident} />
      <span className="min-w-0 flex-1 basis-64">
        <Link href={href} className="font-medium [overflow-wrap:anywhere] hover:underline hover:underline-offset-2">
          <bdi>{plainText(incident.title)}</bdi>
        </Link>
        <span className="block text-fg-muted">
          {diagnosis?.summary ? <RichLine text={diagnosis.summary} /> : !diagnosis && decision_text}
        </span>
      </span>
      {diagnosis && <DiagnosisChip {...diagnosis} />}
      <RelativeTime at={incident.started_at} className="text-xs text-fg-faint" />
      <Link href={href} className="inline-flex items-center gap-1 rounded-sm text-xs font-medium text-accent hover:underline">
        {t('look')}
        <ArrowRight aria-hidden className="size-3" />
      </Link>
    </li>
  );
}
