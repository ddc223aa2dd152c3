'use client';
import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import type { Page as ListPage } from '#/lib/contract/paging.ts';
import type { Service } from '#/lib/contract/services.ts';
import { deploymentStatuses } from '#/lib/domain/words.ts';
import { useUrlFilter } from '#/components/data/use-url-filter.ts';
import { ServiceFilter } from '#/components/service/service-filter.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { FilterBar, FilterItem } from '#/components/ui/filter-bar.tsx';
import { Page } from '#/components/ui/page.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { Select } from '#/components/ui/select.tsx';
import { DeploymentList, type DeploymentFilter } from './deployment-list.tsx';

type Props = { filter: DeploymentFilter; first: ListPage<Deployment>; services: readonly Pick<Service, 'namespace' | 'name'>[] };

/** The history of all visible services, with its filters in the address. */
export function DeploymentsView({ filter, first, services }: Props) {
  const t = useTranslations('deployment');
  const url = useUrlFilter();
  const filtered = Boolean(filter.service ?? filter.namespace ?? filter.status);
  const statuses = [
    { value: '', label: t('filter.all', { name: t('filter.status') }) },
    ...deploymentStatuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
  ];
  return (
    <Page>
      <PageHeader title={t('title')}>{t('intro')}</PageHeader>
      <FilterBar label={t('filter.label')} clear={filtered ? t('filter.clear') : null} onClear={url.clear} pending={url.pending}>
        <ServiceFilter services={services} filter={filter} onChange={url.set} />
        <FilterItem>
          <Select value={filter.status ?? ''} items={statuses} label={t('filter.status')} onValueChange={(status) => url.set({ status })} />
        </FilterItem>
      </FilterBar>
      <DeploymentList
        filter={filter}
        first={first}
        showService
        empty={filtered ? <EmptyState title={t('emptyFiltered.title')}>{t('emptyFiltered.text')}</EmptyState> : undefined}
      />
    </Page>
  );
}
