'use client';
import type { Service } from '#/lib/contract/services.ts';
import { FilterItem } from '#/components/ui/filter-bar.tsx';
import { Select } from '#/components/ui/select.tsx';

type Props = {
  services: readonly Pick<Service, 'namespace' | 'name'>[];
  /** `namespace/name`, or the empty string for all. */
  value: string;
  label: string;
  all: string;
  onChange: (service: { service: string; namespace: string }) => void;
};

/** Chooses one service, or all, for a list's filter. */
export function ServiceFilter({ services, value, label, all, onChange }: Props) {
  const names = services.map((service) => `${service.namespace}/${service.name}`);
  const items = [
    { value: '', label: all },
    ...[...new Set([...names, ...(value ? [value] : [])])].map((name) => ({ value: name, label: name })),
  ];
  return (
    <FilterItem wide>
      <Select
        value={value}
        items={items}
        label={label}
        onValueChange={(next) => {
          const [namespace = '', service = ''] = next.split('/');
          onChange({ service, namespace });
        }}
      />
    </FilterItem>
  );
}
