'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Deployment } from '#/lib/contract/deployments.ts';
import type { Page } from '#/lib/contract/paging.ts';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import { usePages } from '#/components/data/use-pages.ts';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { DeploymentRow } from './deployment-row.tsx';

export type DeploymentFilter = { service?: string; namespace?: string; status?: string; limit?: number };

type Props = {
  filter: DeploymentFilter;
  /** The first page as the server's use case returned it. */
  first?: Page<Deployment>;
  /** Name the service in each row; off where all rows are of one. */
  showService?: boolean;
  /** Instead of the general words when there is nothing, e.g. because filters hide it. */
  empty?: ReactNode;
};

/** The deployment history, live: each attempt one row that ends on its verdict. */
export function DeploymentList({ filter, first, showService = false, empty }: Props) {
  const t = useTranslations('deployment');
  const pages = usePages<Deployment>(urls.deployments(filter), first);
  const { data, error, refetch } = pages;
  return (
    <div className="flex flex-col">
      {error && <ProblemState error={error} title={t('error.list')} stillWorks={t('error.listElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={8} className="h-12" />}
      {data?.length === 0 && (empty ?? <NothingYet />)}
      {data && data.length > 0 && (
        <ul aria-label={t('attempts')}>
          {data.map((deployment) => (
            <DeploymentRow key={deployment.id} deployment={deployment} showService={showService} />
          ))}
        </ul>
      )}
      <MorePages pages={pages} />
    </div>
  );
}

function NothingYet() {
  const t = useTranslations('deployment.empty');
  return (
    <EmptyState title={t('title')} action={<ButtonLink href="/services">{t('step')}</ButtonLink>}>
      {t('text')}
    </EmptyState>
  );
}
