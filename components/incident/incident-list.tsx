'use client';
import { useTranslations } from 'next-intl';
import { useRef, type ReactNode } from 'react';
import type { Incident } from '#/lib/contract/incidents.ts';
import type { Page } from '#/lib/contract/paging.ts';
import { useMay } from '#/components/data/actor.tsx';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls, type Filter } from '#/components/data/urls.ts';
import { usePages } from '#/components/data/use-pages.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { toast } from '#/components/ui/toast.ts';
import { incidentActs } from './acts.ts';
import { IncidentRow } from './incident-row.tsx';
import { useListKeys } from './use-list-keys.ts';

/** Incidents, newest first and live; j, k and a work on the row that has the focus. */
export function IncidentList({ query, first, empty }: { query: Filter; first?: Page<Incident>; empty: ReactNode }) {
  const t = useTranslations('incidents');
  const textOf = useProblemText();
  const mayAct = useMay('incidents:write');
  const list = useRef<HTMLUListElement>(null);
  const pages = usePages<Incident>(urls.incidents(query), first);
  const { data, error, refetch } = pages;

  async function acknowledge(id: number) {
    if (!mayAct || data?.find((incident) => incident.id === id)?.acknowledged_at !== null) return;
    try {
      await incidentActs.acknowledge(id);
      toast.success(t('action.acknowledged', { id }));
      await refetch();
    } catch (cause) {
      toast.error(t('action.failed'), { description: textOf(cause) });
    }
  }
  useListKeys(list, (id) => void acknowledge(id));

  return (
    <div className="flex flex-col">
      {error && <ProblemState error={error} title={t('error.list')} stillWorks={t('error.listElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={8} className="h-14" />}
      {data?.length === 0 && empty}
      {data && data.length > 0 && (
        <ul ref={list} aria-label={t('list')} aria-keyshortcuts="j k a">
          {data.map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      <MorePages pages={pages} />
    </div>
  );
}
