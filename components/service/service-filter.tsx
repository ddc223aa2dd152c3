'use client';
import { useTranslations } from 'next-intl';
import type { Service } from '#/lib/contract/services.ts';
import { FilterItem } from '#/components/ui/filter-bar.tsx';
import { Select } from '#/components/ui/select.tsx';

type Props = {
  services: readonly Pick<Service, 'namespace' | 'name'>[];
  filter: { service?: string; namespace?: string };
  onChange: (service: { service: string; namespace: string }) => void;
};

/** Chooses one service, or all, for a list's filter. */
export function ServiceFilter({ services, filter, onChange }: Props) {
  const t = useTranslations('common.serviceFilter');
  const value = filter.service ? `${filter.namespace ?? ''}/${filter.service}` : '';
  const names = services.map((service) => `${service.namespace}/${service.name}`);
  const items = [
    { value: '', label: t('all') },
    ...[...new Set([...names, ...(value ? [value] : [])])].map((name) => ({ value: name, label: name })),
  ];
  return (
    <FilterItem wide>
      <Select
        value={value}
        items={items}
        label={t('label')}
        onValueChange={(next) => {
          const [namespace = '', service = ''] = next.split('/');
          onChange({ service, namespace });
        }}
      />
    </FilterItem>
  );
}
