'use client';
import { useLocale, useTranslations } from 'next-intl';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useOverview } from '#/components/data/use-overview.ts';
import { Page } from '#/components/ui/page.tsx';
import { Section } from '#/components/ui/section.tsx';
import { formatDuration, languageOf } from '#/lib/format.ts';
import { Attention } from './attention.tsx';
import { ChangeStream } from './change-stream.tsx';
import { FirstRun } from './first-run.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { ServiceTable } from './service-table.tsx';

/** The first page: what needs a person, how every service does, what was changed. */
export function OverviewView() {
  const t = useTranslations('overview');
  const language = languageOf(useLocale());
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
  const { p50, p95, count } = data.verdict_seconds;
  const silent = data.services.filter(({ service }) => service.health === 'unknown' && !service.stopped).length;
  return (
    <Page>
      <h1 className="sr-only">{t('title')}</h1>
      <Attention items={data.attention} calmSince={data.calm_since} silent={silent} />
      <div className="grid gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <Section title={t('services')}>
          <ServiceTable rows={data.services} />
        </Section>
        <ChangeStream changes={data.changes} />
      </div>
      <footer className="flex flex-wrap gap-x-6 gap-y-1 border-t pt-3 text-xs text-fg-muted tabular-nums">
        {count > 0 && p50 !== null && p95 !== null ? (
          <p>{t('verdictTimes', { p50: formatDuration(p50 * 1000, language), p95: formatDuration(p95 * 1000, language), count })}</p>
        ) : (
          <p>{t('noVerdicts')}</p>
        )}
      </footer>
    </Page>
  );
}
