'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useServices } from '#/components/data/use-service.ts';
import { VersionChip } from '#/components/deployment/version-chip.tsx';
import { cx } from '#/components/ui/cx.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import type { Service } from '#/lib/contract/services.ts';
import { HealthBadge } from './health-badge.tsx';
import { RunsFor } from './runs-for.tsx';
import { ServiceChip } from './service-chip.tsx';
import { servicePath } from './service-path.ts';

/** A phone shows what can be read without scrolling sideways; the rest stands on the service's page. */
const WIDE = 'hidden @3xl/table:table-cell';

/** Every service that the reader's teams own, with what it is and who answers for it. */
export function ServiceList() {
  const t = useTranslations('service.list');
  const { data: services, error, refetch } = useServices();
  if (!services)
    return error ? (
      <ProblemState error={error} title={t('couldNotLoad')} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={6} className="h-14" />
    );
  if (services.length === 0) return <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>;
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.service')}</Th>
          <Th>{t('columns.health')}</Th>
          <Th>{t('columns.version')}</Th>
          <Th numeric className={WIDE}>
            {t('columns.instances')}
          </Th>
          <Th className={cx(WIDE, 'pl-6')}>{t('columns.dependsOn')}</Th>
          <Th className={WIDE}>{t('columns.team')}</Th>
          <Th className={WIDE}>{t('columns.owner')}</Th>
        </tr>
      </thead>
      <tbody>
        {services.map((service) => (
          <ServiceRow key={service.id} service={service} />
        ))}
      </tbody>
    </Table>
  );
}

function ServiceRow({ service }: { service: Service }) {
  const { desired, ready } = service.replicas;
  return (
    <Tr>
      <Td className="h-14 max-w-96 sm:min-w-52">
        <Link
          href={servicePath(service.namespace, service.name)}
          className="rounded-sm font-medium [overflow-wrap:anywhere] hover:underline"
        >
          <span className="font-normal text-fg-faint">{service.namespace}/</span>
          {service.name}
        </Link>
        <p className="hidden truncate text-xs text-fg-muted sm:block">{service.description}</p>
      </Td>
      <Td>
        <HealthBadge health={service.health} stopped={service.stopped} />
      </Td>
      <Td>
        <div className="flex items-center gap-2 whitespace-nowrap">
          {service.version && <VersionChip version={service.version} />}
          <span className="hidden sm:inline">{service.version_since && !service.stopped && <RunsFor since={service.version_since} />}</span>
        </div>
      </Td>
      <Td numeric className={WIDE}>
        {ready === null ? desired : `${ready}/${desired}`}
      </Td>
      <Td className={cx(WIDE, 'pl-6')}>
        <div className="flex flex-wrap gap-1">
          {service.dependencies.map((path) => {
            const [name = path, namespace = service.namespace] = path.split('/').reverse();
            return <ServiceChip key={path} namespace={namespace} name={name} />;
          })}
        </div>
      </Td>
      <Td className={cx(WIDE, 'text-fg-muted')}>{service.team}</Td>
      <Td className={cx(WIDE, 'text-fg-muted')}>{service.owner}</Td>
    </Tr>
  );
}
