'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Section } from '#/components/ui/section.tsx';
import { IncidentService } from './incident-row.tsx';
import { SeverityBadge } from './severity-badge.tsx';

/** What is known of an incident at a glance. */
export function IncidentFacts({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  const { runbook_url, dashboard_url } = incident;
  return (
    <Section title={t('section.facts')}>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <Fact name={t('fact.service')}>
          {incident.service ? <IncidentService incident={incident} /> : t('fact.noService')}
          {incident.service && !incident.registered && <span className="ml-1.5 text-xs text-fg-faint">{t('fact.unregistered')}</span>}
        </Fact>
        <Fact name={t('fact.severity')}>
          <SeverityBadge severity={incident.severity} />
        </Fact>
        <Fact name={t('fact.since')}>
          <Moment at={incident.started_at} />
        </Fact>
        <Fact name={t('fact.received')}>
          <Moment at={incident.received_at} />
        </Fact>
        <Fact name={t('fact.lastAlert')}>
          <Moment at={incident.last_alert_at} />
        </Fact>
        <Fact name={t('fact.assignee')}>{incident.assignee ?? t('nobody')}</Fact>
        {incident.acknowledged_at && (
          <Fact name={t('fact.acknowledged')}>
            <Moment at={incident.acknowledged_at} /> {incident.acknowledged_by}
          </Fact>
        )}
        {incident.resolved_at && (
          <Fact name={t('fact.resolved')}>
            <Moment at={incident.resolved_at} /> {incident.resolved_by && t('fact.resolvedBy', { name: incident.resolved_by })}
          </Fact>
        )}
        {(runbook_url ?? dashboard_url) && (
          <Fact name={t('fact.links')}>
            <span className="flex flex-wrap gap-x-3">
              {runbook_url && <Outward href={runbook_url}>{t('fact.runbook')}</Outward>}
              {dashboard_url && <Outward href={dashboard_url}>{t('fact.dashboard')}</Outward>}
            </span>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Moment({ at }: { at: string }) {
  return (
    <>
      <ExactTime at={at} detail="day" className="tabular-nums" /> <RelativeTime at={at} plain className="text-xs text-fg-faint" />
    </>
  );
}

/** A link that an alert brought along: it leaves this site, and the other side learns nothing of where from. */
export function Outward({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={href}
      className="inline-flex items-center gap-1 rounded-sm text-accent underline underline-offset-2"
    >
      {children}
      <ExternalLink aria-hidden className="size-3" />
    </a>
  );
}
