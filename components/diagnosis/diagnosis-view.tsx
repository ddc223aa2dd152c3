'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { Chip } from '#/components/ui/chip.tsx';
import { ErrorState } from '#/components/ui/error-state.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { Asked } from './asked.tsx';
import { DiagnosisActions } from './diagnosis-actions.tsx';
import { ReportView } from './report-view.tsx';
import { RunningView } from './running-view.tsx';
import { TimingsView } from './timings.tsx';
import { useHeld } from './use-held.ts';
import { useDiagnosisRun, type DiagnosisRun } from './use-diagnosis-run.ts';
import { VerdictWord } from './verdict-word.tsx';
import { WhatWasDone } from './what-was-done.tsx';

/** The page of one diagnosis, which fills in while it runs. */
export function DiagnosisView({ id }: { id: string }) {
  const t = useTranslations('diagnosis');
  const state = useDiagnosisRun(id);
  const { diagnosis, query, working } = state;
  const held = useHeld(working);
  if (!diagnosis)
    return query.error ? (
      <ProblemState error={query.error} title={t('error.one')} onRetry={() => void query.refetch()} />
    ) : (
      <DiagnosisSkeleton />
    );
  return (
    <article className="flex flex-col gap-6">
      <PageHeader
        eyebrow={<Eyebrow diagnosis={diagnosis} />}
        title={<Headline diagnosis={diagnosis} />}
        actions={<DiagnosisActions diagnosis={diagnosis} working={working} />}
      />
      {query.error && (
        <ProblemState error={query.error} title={t('error.one')} stillWorks={t('error.oneElse')} onRetry={() => void query.refetch()} />
      )}
      <DiagnosisBody state={state} compact={false} held={held} />
    </article>
  );
}

/** The same note within another page: no heading of its own rank, and only what carries the verdict. */
export function DiagnosisInset({ id, watched }: { id: string; /** The page saw the attempt under way. */ watched: boolean }) {
  const t = useTranslations('diagnosis');
  const state = useDiagnosisRun(id, watched);
  const { diagnosis, query, working } = state;
  const held = useHeld(working, working || watched);
  if (!diagnosis)
    return query.error ? (
      <ProblemState error={query.error} title={t('error.one')} onRetry={() => void query.refetch()} />
    ) : (
      <DiagnosisSkeleton />
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <Eyebrow diagnosis={diagnosis} />
        <h3 className="text-lg font-semibold text-balance">
          <Headline diagnosis={diagnosis} />
        </h3>
      </div>
      <DiagnosisBody state={state} compact held={held} />
    </div>
  );
}

function DiagnosisBody({ state, compact, held }: { state: DiagnosisRun; compact: boolean; held: boolean }) {
  const t = useTranslations('diagnosis');
  const { diagnosis, run } = state;
  if (!diagnosis) return null;
  if (diagnosis.report && held) return <RunningView run={run} compact={compact} />;
  if (diagnosis.report) return <ReportView diagnosis={diagnosis} report={diagnosis.report} compact={compact} />;
  const failed = diagnosis.status === 'failed' || run.status === 'failed';
  if (failed || diagnosis.status === 'cancelled' || run.status === 'cancelled')
    return (
      <div className="flex flex-col gap-4">
        {failed ? (
          <ErrorState title={t('failed')} detail={diagnosis.error?.message ?? run.failure?.message} stillWorks={t('failedElse')} />
        ) : (
          <p className="text-sm text-fg-muted">{t('cancelled')}</p>
        )}
        <WhatWasDone id={diagnosis.id} />
        {!compact && <Asked diagnosis={diagnosis} />}
        {!compact && <TimingsView timings={diagnosis.timings} engine={null} />}
      </div>
    );
  return <RunningView run={run} compact={compact} />;
}

function Eyebrow({ diagnosis }: { diagnosis: Diagnosis }) {
  const t = useTranslations('diagnosis');
  const { subject, report, status, trigger } = diagnosis;
  const working = !report && (status === 'queued' || status === 'running');
  return (
    <span className="flex flex-wrap items-center gap-2">
      {report?.verdict && <VerdictWord verdict={report.verdict} />}
      {report && !report.verdict && <Badge>{t('verdict.answer')}</Badge>}
      {working && (
        <Badge tone="accent" icon={<LoaderCircle aria-hidden className="animate-spin" />}>
          {t(`status.${status}`)}
        </Badge>
      )}
      {!report && !working && <Badge tone={status === 'failed' ? 'failing' : 'unknown'}>{t(`status.${status}`)}</Badge>}
      {subject.service && subject.namespace && <ServiceChip namespace={subject.namespace} name={subject.service} />}
      {subject.deployment_id && <Chip href={`/deployments/${subject.deployment_id}`}>{t('trigger.deployment')}</Chip>}
      {trigger !== 'deployment' && <span>{t(`trigger.${trigger}`)}</span>}
      <RelativeTime at={diagnosis.timings.requested_at} />
    </span>
  );
}

function Headline({ diagnosis }: { diagnosis: Diagnosis }) {
  return <RichLine text={diagnosis.report?.summary ?? diagnosis.question} />;
}

function DiagnosisSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-4">
      <Skeleton className="h-5 w-48" />
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
