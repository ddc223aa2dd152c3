'use client';
import { useTranslations } from 'next-intl';
import type { Incident } from '#/lib/contract/incidents.ts';
import type { Page as ListPage } from '#/lib/contract/paging.ts';
import type { Service } from '#/lib/contract/services.ts';
import { incidentStatuses, severities } from '#/lib/domain/words.ts';
import type { Filter } from '#/components/data/urls.ts';
import { useUrlFilter } from '#/components/data/use-url-filter.ts';
import { ServiceFilter } from '#/components/service/service-filter.tsx';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { Checkbox } from '#/components/ui/checkbox.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { FilterBar, FilterItem } from '#/components/ui/filter-bar.tsx';
import { Page } from '#/components/ui/page.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { Select } from '#/components/ui/select.tsx';
import { IncidentList } from './incident-list.tsx';
import { NoAlertsYet } from './no-alerts-yet.tsx';

type Props = {
  /** As the address says. */
  chosen: { service?: string; namespace?: string; status?: string; severity?: string; mine?: string };
  /** The same as the list asks for it. */
  query: Filter;
  first: ListPage<Incident>;
  services: readonly Pick<Service, 'namespace' | 'name'>[];
  /** Whether there has ever been an incident that the reader may see. */
  everAny: boolean;
};

/** Incidents, the open ones unless the address asks for others, with its filters in the address. */
export function IncidentsView({ chosen, query, first, services, everAny }: Props) {
  const t = useTranslations('incidents');
  const url = useUrlFilter();
  const filtered = Boolean(chosen.service ?? chosen.status ?? chosen.severity ?? chosen.mine);
  return (
    <Page>
      <PageHeader title={t('title')}>
        <span className="hidden md:inline">{t('intro')}</span>
      </PageHeader>
      <FilterBar label={t('filter.label')} clear={filtered ? t('filter.clear') : null} onClear={url.clear} pending={url.pending}>
        <ServiceFilter services={services} filter={chosen} onChange={url.set} />
        <FilterItem>
          <Select
            value={chosen.status ?? ''}
            items={[
              { value: '', label: t('filter.open') },
              ...incidentStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
              { value: 'all', label: t('filter.all') },
            ]}
            label={t('filter.status')}
            onValueChange={(status) => url.set({ status })}
          />
        </FilterItem>
        <FilterItem>
          <Select
            value={chosen.severity ?? ''}
            items={[
              { value: '', label: t('filter.anySeverity') },
              ...severities.map((value) => ({ value, label: t(`severity.${value}`) })),
            ]}
            label={t('filter.severity')}
            onValueChange={(severity) => url.set({ severity })}
          />
        </FilterItem>
        <span className="flex h-8 items-center">
          <Checkbox
            checked={chosen.mine !== undefined}
            onCheckedChange={(mine) => url.set({ mine: mine ? 'true' : '' })}
            label={t('filter.mine')}
          />
        </span>
      </FilterBar>
      <IncidentList query={query} first={first} empty={everAny ? <Nothing filtered={filtered} /> : <NoAlertsYet />} />
    </Page>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useTranslations('incidents.empty');
  if (filtered) return <EmptyState title={t('filtered')}>{t('filteredText')}</EmptyState>;
  return (
    <EmptyState title={t('noneOpen')} action={<ButtonLink href="/incidents?status=all">{t('past')}</ButtonLink>}>
      {t('noneOpenText')}
    </EmptyState>
  );
}
