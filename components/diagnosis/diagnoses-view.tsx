'use client';
import { useTranslations } from 'next-intl';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Page as ListPage } from '#/lib/contract/paging.ts';
import type { Service } from '#/lib/contract/services.ts';
import { diagnosisStatuses, diagnosisTriggers } from '#/lib/domain/words.ts';
import { useUrlFilter } from '#/components/data/use-url-filter.ts';
import { ServiceFilter } from '#/components/service/service-filter.tsx';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { FilterBar, FilterItem } from '#/components/ui/filter-bar.tsx';
import { Page } from '#/components/ui/page.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { Select } from '#/components/ui/select.tsx';
import { DiagnosisList, type DiagnosisFilter } from './diagnosis-list.tsx';

type Props = { filter: DiagnosisFilter; first: ListPage<Diagnosis>; services: readonly Pick<Service, 'namespace' | 'name'>[] };

/** Every diagnosis the reader may see, with its filters in the address. */
export function DiagnosesView({ filter, first, services }: Props) {
  const t = useTranslations('diagnosis');
  const url = useUrlFilter();
  const filtered = Boolean(filter.service ?? filter.status ?? filter.trigger);
  const all = (name: string) => ({ value: '', label: t('filter.all', { name }) });
  return (
    <Page>
      <PageHeader title={t('title')}>{t('intro')}</PageHeader>
      <FilterBar label={t('filter.label')} clear={filtered ? t('filter.clear') : null} onClear={url.clear} pending={url.pending}>
        <ServiceFilter services={services} filter={filter} onChange={url.set} />
        <FilterItem>
          <Select
            value={filter.status ?? ''}
            items={[all(t('filter.status')), ...diagnosisStatuses.map((value) => ({ value, label: t(`status.${value}`) }))]}
            label={t('filter.status')}
            onValueChange={(status) => url.set({ status })}
          />
        </FilterItem>
        <FilterItem>
          <Select
            value={filter.trigger ?? ''}
            items={[all(t('filter.trigger')), ...diagnosisTriggers.map((value) => ({ value, label: t(`trigger.${value}`) }))]}
            label={t('filter.trigger')}
            onValueChange={(trigger) => url.set({ trigger })}
          />
        </FilterItem>
      </FilterBar>
      <DiagnosisList
        filter={filter}
        first={first}
        empty={filtered ? <EmptyState title={t('emptyFiltered.title')}>{t('emptyFiltered.text')}</EmptyState> : <NothingYet />}
      />
    </Page>
  );
}

function NothingYet() {
  const t = useTranslations('diagnosis.empty');
  return (
    <EmptyState title={t('title')} action={<ButtonLink href="/deployments">{t('step')}</ButtonLink>}>
      {t('text')}
    </EmptyState>
  );
}
