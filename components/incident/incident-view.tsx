'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useWatched } from '#/components/diagnosis/use-held.ts';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { AlertList } from './alert-list.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { IncidentNotifications } from './incident-notifications.tsx';
import { IncidentService } from './incident-row.tsx';
import { IncidentSilences } from './incident-silences.tsx';
import { IncidentStatusBadge } from './incident-status.tsx';
import { IncidentTimings } from './incident-timings.tsx';
import { IncidentTimeline } from './incident-timeline.tsx';
import { NoteForm } from './note-form.tsx';
import { RelatedIncidents } from './related-incidents.tsx';
import { SeverityBadge } from './severity-badge.tsx';
import { useIncident } from './use-incident.ts';

// The whole note with its charts and graph is fetched apart from the page.
const DiagnosisInset = dynamic(() => import('#/components/diagnosis/diagnosis-view.tsx').then((loaded) => loaded.DiagnosisInset), {
  loading: () => <Skeleton className="h-48 w-full" />,
});

/** One incident: on the left why and what happened, on the right what is known of it. */
export function IncidentView({ id }: { id: number }) {
  const t = useTranslations('incidents');
  const { data: incident, error, refetch } = useIncident(id);
  if (!incident)
    return error ? (
      <ProblemState error={error} title={t('error.one')} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-96 w-full" />
    );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        eyebrow={<Eyebrow incident={incident} />}
        title={<bdi>{plainText(incident.title)}</bdi>}
        actions={<IncidentActions incident={incident} />}
      />
      {error && <ProblemState error={error} title={t('error.one')} stillWorks={t('error.oneElse')} onRetry={() => void refetch()} />}
      <div className="grid gap-x-10 gap-y-7 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-7">
          <Section title={t('section.diagnosis')}>
            <DiagnosisOf incident={incident} />
          </Section>
          <Section title={t('section.timeline')}>
            <div className="flex flex-col gap-4">
              <IncidentTimeline incident={incident} />
              <NoteForm id={incident.id} />
            </div>
          </Section>
        </div>
        <aside aria-label={t('section.facts')} className="flex min-w-0 flex-col gap-6">
          <IncidentFacts incident={incident} />
          <IncidentTimings incident={incident} />
          <AlertList incident={incident} />
          <IncidentNotifications incident={incident} />
          <IncidentSilences ids={incident.silences} />
          <RelatedIncidents incident={incident} />
        </aside>
      </div>
    </div>
  );
}

function Eyebrow({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  return (
    <span className="flex flex-wrap items-center gap-2">
      <SeverityBadge severity={incident.severity} />
      <IncidentStatusBadge status={incident.status} />
      <IncidentService incident={incident} />
      <span>{t('number', { id: incident.id })}</span>
      <RelativeTime at={incident.started_at} />
    </span>
  );
}

function DiagnosisOf({ incident }: { incident: IncidentDetail }) {
  const t = useTranslations('incidents');
  const { diagnosis, decision_text } = incident;
  const watched = useWatched(diagnosis?.status === 'queued' || diagnosis?.status === 'running');
  return (
    <div className="flex flex-col gap-2">
      {diagnosis && (
        <div className="rounded-lg border p-4">
          <DiagnosisInset key={diagnosis.id} id={diagnosis.id} watched={watched} />
        </div>
      )}
      {(decision_text ?? !diagnosis) && <p className="text-sm text-fg-muted">{decision_text ?? t('noDiagnosis')}</p>}
    </div>
  );
}
