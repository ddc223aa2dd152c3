'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Incident } from '#/lib/contract/incidents.ts';
import { Chip } from '#/components/ui/chip.tsx';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { IncidentStatusBadge } from './incident-status.tsx';
import { SeverityBadge } from './severity-badge.tsx';
import { VerdictLine } from './verdict-line.tsx';

/** One incident: how bad, what, of which service, where it stands, how old, whose, and what the diagnosis says. */
export function IncidentRow({ incident }: { incident: Incident }) {
  const t = useTranslations('incidents');
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b py-2.5 last:border-b-0 focus-within:bg-subtle hover:bg-subtle md:grid-cols-[5.5rem_minmax(0,1fr)_minmax(0,10rem)_7.5rem_minmax(0,9rem)_5.5rem]">
      <span>
        <SeverityBadge severity={incident.severity} />
      </span>
      <span className="order-3 col-span-2 min-w-0 text-sm md:order-none md:col-span-1">
        <Link
          href={`/incidents/${incident.id}`}
          data-row={incident.id}
          className="font-medium [overflow-wrap:anywhere] hover:underline hover:underline-offset-2"
        >
          <bdi>{plainText(incident.title)}</bdi>
        </Link>
        {incident.open_alerts > 1 && <span className="ml-2 text-xs text-fg-faint">{t('alerts', { open: incident.open_alerts })}</span>}
      </span>
      <span className="order-4 min-w-0 md:order-none">
        <IncidentService incident={incident} />
      </span>
      <span className="order-1 text-right md:order-none md:text-left">
        <IncidentStatusBadge status={incident.status} />
      </span>
      <span className="order-5 min-w-0 text-right md:order-none md:text-left">
        {incident.assignee ? (
          <PersonChip name={incident.assignee} />
        ) : (
          <span className="hidden text-xs text-fg-faint md:inline">{t('nobody')}</span>
        )}
      </span>
      <span className="order-6 col-span-2 text-xs text-fg-muted md:order-none md:col-span-1">
        <RelativeTime at={incident.started_at} />
      </span>
      <div className="order-7 col-span-2 min-w-0 md:order-none md:col-span-5 md:col-start-2">
        <VerdictLine incident={incident} />
      </div>
    </li>
  );
}

/** The incident's service: a link where it is registered, else the name as the alerts give it. */
export function IncidentService({ incident }: { incident: Pick<Incident, 'service' | 'namespace' | 'registered'> }) {
  const { service, namespace, registered } = incident;
  if (!service) return null;
  return registered && namespace ? <ServiceChip namespace={namespace} name={service} /> : <Chip>{plainText(service)}</Chip>;
}
