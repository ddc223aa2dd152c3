'use client';
import { useTranslations } from 'next-intl';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import type { Page as ListPage } from '#/lib/contract/paging.ts';
import type { Service } from '#/lib/contract/services.ts';
import type { EventType } from '#/lib/domain/change.ts';
import { eventTypes } from '#/lib/domain/words.ts';
import { useUrlFilter } from '#/components/data/use-url-filter.ts';
import { ServiceFilter } from '#/components/service/service-filter.tsx';
import { Button } from '#/components/ui/button.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { FilterBar, FilterItem } from '#/components/ui/filter-bar.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Page } from '#/components/ui/page.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { Select } from '#/components/ui/select.tsx';
import { ChangeList } from './change-list.tsx';
import { changeRangeNames, type ChangeRange } from './time-range.ts';

export type ChangeFilter = { service?: string; namespace?: string; event_type?: EventType; author?: string };
type Props = {
  filter: ChangeFilter;
  range: ChangeRange;
  window: { start_time: string; end_time: string };
  first: ListPage<AuditRecord>;
  services: readonly Pick<Service, 'namespace' | 'name'>[];
  /** The two moments to compare, unix ms. */
  picked: readonly [number | null, number | null];
};

/** The audit log with its filters in the address; the last 24 hours unless it says otherwise. */
export function ChangesView({ filter, range, window, first, services, picked }: Props) {
  const t = useTranslations('change');
  const url = useUrlFilter();
  const filtered = Boolean(filter.service ?? filter.event_type ?? filter.author) || range !== '24h';
  const wider = (
    <Button size="sm" onClick={() => url.set({ range: '30d' })}>
      {t('empty.step')}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={t('title')}>{t('intro')}</PageHeader>
      <Filters filter={filter} range={range} services={services} filtered={filtered} />
      <ChangeList
        filter={{ ...filter, ...window, limit: 100 }}
        first={first}
        timeline={{ picked }}
        empty={
          <EmptyState title={t('empty.title')} action={range === '30d' ? undefined : wider}>
            {t('empty.text')}
          </EmptyState>
        }
        elsewhere={
          <p className="mb-2 flex flex-wrap items-center gap-3 rounded-md border px-3 py-2 text-sm">
            {t('elsewhere')} {range !== '30d' && wider}
          </p>
        }
      />
    </Page>
  );
}

function Filters({ filter, range, services, filtered }: Pick<Props, 'filter' | 'range' | 'services'> & { filtered: boolean }) {
  const t = useTranslations('change');
  const type = useTranslations('common.eventType');
  const url = useUrlFilter();
  const all = (name: string) => ({ value: '', label: t('filter.all', { name }) });
  return (
    <FilterBar label={t('filter.label')} clear={filtered ? t('filter.clear') : null} onClear={url.clear} pending={url.pending}>
      <FilterItem>
        <Select
          value={range}
          items={changeRangeNames.map((value) => ({ value, label: t(`range.${value}`) }))}
          label={t('filter.range')}
          onValueChange={(value) => url.set({ range: value })}
        />
      </FilterItem>
      <ServiceFilter services={services} filter={filter} onChange={url.set} />
      <FilterItem>
        <Select
          value={filter.event_type ?? ''}
          items={[all(t('filter.type')), ...eventTypes.map((value) => ({ value, label: type(value) }))]}
          label={t('filter.type')}
          onValueChange={(value) => url.set({ event_type: value })}
        />
      </FilterItem>
      <FilterItem>
        <form
          key={filter.author ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            const author = new FormData(event.currentTarget).get('author');
            url.set({ author: typeof author === 'string' ? author.trim() : '' });
          }}
        >
          <Input
            name="author"
            aria-label={t('filter.author')}
            placeholder={t('filter.author')}
            title={t('filter.authorHint')}
            defaultValue={filter.author ?? ''}
            maxLength={200}
          />
        </form>
      </FilterItem>
    </FilterBar>
  );
}
