'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Page } from '#/lib/contract/paging.ts';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import { usePages } from '#/components/data/use-pages.ts';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { Duration } from '#/components/ui/duration.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { FollowedSteps } from './inline-diagnosis.tsx';
import { VerdictWord } from './verdict-word.tsx';

export type DiagnosisFilter = { service?: string; namespace?: string; status?: string; trigger?: string; limit?: number };

/** Diagnoses, newest first: verdict, the one sentence, service, when and how soon. */
export function DiagnosisList({ filter, first, empty }: { filter: DiagnosisFilter; first?: Page<Diagnosis>; empty: ReactNode }) {
  const t = useTranslations('diagnosis');
  const pages = usePages<Diagnosis>(urls.diagnoses(filter), first);
  const { data, error, refetch } = pages;
  return (
    <div className="flex flex-col">
      {error && <ProblemState error={error} title={t('error.list')} stillWorks={t('error.listElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={8} className="h-12" />}
      {data?.length === 0 && empty}
      {data && data.length > 0 && (
        <ul aria-label={t('title')}>
          {data.map((diagnosis) => (
            <Row key={diagnosis.id} diagnosis={diagnosis} />
          ))}
        </ul>
      )}
      <MorePages pages={pages} />
    </div>
  );
}

function Row({ diagnosis }: { diagnosis: Diagnosis }) {
  const t = useTranslations('diagnosis');
  const { report, status, subject, timings } = diagnosis;
  const working = status === 'queued' || status === 'running';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-b py-2.5 last:border-b-0 hover:bg-subtle @3xl/main:grid-cols-[8rem_minmax(0,1fr)_auto_6rem_4rem]">
      <span>
        {report?.verdict ? (
          <VerdictWord verdict={report.verdict} />
        ) : (
          <Badge tone={working ? 'accent' : status === 'failed' ? 'failing' : 'neutral'}>{t(`status.${status}`)}</Badge>
        )}
      </span>
      <div className="order-last col-span-2 min-w-0 text-sm @3xl/main:order-none @3xl/main:col-span-1">
        <Link href={`/diagnoses/${diagnosis.id}`} className="font-medium hover:underline hover:underline-offset-2">
          <RichLine text={report?.summary ?? diagnosis.question} />
        </Link>
        {working && <FollowedSteps id={diagnosis.id} />}
        {diagnosis.error && <p className="text-xs text-fg-muted">{diagnosis.error.message}</p>}
      </div>
      <span className="order-last @3xl/main:order-none">
        {subject.service && subject.namespace && <ServiceChip namespace={subject.namespace} name={subject.service} />}
      </span>
      <span className="text-right text-xs text-fg-muted @3xl/main:text-left">
        <RelativeTime at={timings.requested_at} />
      </span>
      <span className="hidden text-right text-xs text-fg-faint tabular-nums @3xl/main:block">
        {(timings.verdict_at || working) && <Duration from={timings.requested_at} until={timings.verdict_at} />}
      </span>
    </li>
  );
}
