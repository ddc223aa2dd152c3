'use client';
import { useTranslations } from 'next-intl';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useOverview } from '#/components/data/use-overview.ts';
import { Page } from '#/components/ui/page.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Attention } from './attention.tsx';
import { ChangeStream } from './change-stream.tsx';
import { FirstRun } from './first-run.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { ServiceTable } from './service-table.tsx';
import { VerdictTimes } from './verdict-times.tsx';

/** The first page: what needs a person, how every service does, what was changed. */
export function OverviewView() {
  const t = useTranslations('overview');
  const { data, error, refetch } = useOverview();
  if (!data)
    return error ? (
      <Page>
        <ProblemState error={error} title={t('couldNotLoad')} onRetry={() => void refetch()} />
      </Page>
    ) : (
      <OverviewSkeleton />
    );
  if (data.services.length === 0) return <FirstRun changed={data.changes.length > 0} />;
  const silent = data.services.filter(({ service }) => service.health === 'unknown' && !service.stopped).length;
  return (
    <Page>
      <h1 className="sr-only">{t('title')}</h1>
      <Attention items={data.attention} incidents={data.incidents} open={data.open_incidents} calmSince={data.calm_since} silent={silent} />
      <div className="grid gap-x-8 gap-y-8 @6xl/main:grid-cols-[minmax(0,1fr)_18rem]">
        <Section title={t('services')}>
          <ServiceTable rows={data.services} />
        </Section>
        <ChangeStream changes={data.changes} />
      </div>
      <VerdictTimes times={data.verdict_seconds} />
    </Page>
  );
}
