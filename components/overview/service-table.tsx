'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Overview } from '#/lib/contract/overview.ts';
import { ChangeIcon } from '#/components/change/change-chip.tsx';
import { VersionChip } from '#/components/deployment/version-chip.tsx';
import { HealthBadge } from '#/components/service/health-badge.tsx';
import { servicePath } from '#/components/service/service-path.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import { Figure } from './figure.tsx';

type Row = Overview['services'][number];

/** Every service on one line: how it is, what runs, how it does, what was changed last. */
export function ServiceTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('overview');
  if (rows.length === 0) return <EmptyState title={t('noServices.title')}>{t('noServices.body')}</EmptyState>;
  return (
    <Table label={t('services')}>
      <thead>
        <tr>
          <Th>{t('columns.service')}</Th>
          <Th>{t('columns.version')}</Th>
          <Th numeric>{t('columns.traffic')}</Th>
          <Th numeric>{t('columns.errors')}</Th>
          <Th numeric>{t('columns.p95')}</Th>
          <Th className="pl-6">{t('columns.lastChange')}</Th>
          <Th>{t('columns.owner')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ServiceRow key={row.service.id} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function ServiceRow({ row: { service, last_change: change, ...figures } }: { row: Row }) {
  const t = useTranslations('overview');
  return (
    <Tr>
      <Td className="h-13">
        <div className="flex items-center gap-2.5">
          <HealthBadge health={service.health} stopped={service.stopped} hideWord />
          <Link href={servicePath(service.namespace, service.name)} className="rounded-sm font-medium whitespace-nowrap hover:underline">
            {service.name}
          </Link>
          {service.deploying && (
            <Link
              href={`/deployments/${service.deploying.id}`}
              className="rounded-sm text-xs whitespace-nowrap text-accent hover:underline"
            >
              {t('deploying', { version: service.deploying.version })}
            </Link>
          )}
        </div>
      </Td>
      <Td>
        <div className="flex items-center gap-2 whitespace-nowrap">
          {service.version ? <VersionChip version={service.version} /> : <span className="text-fg-faint">{t('noVersion')}</span>}
          {service.version_since && <RelativeTime at={service.version_since} plain className="text-xs text-fg-faint" />}
        </div>
      </Td>
      <Td numeric>
        <Figure signal="traffic" spark={figures.traffic} />
      </Td>
      <Td numeric>
        <Figure signal="error_rate" spark={figures.error_rate} />
      </Td>
      <Td numeric>
        <Figure signal="latency_p95" spark={figures.latency_p95} />
      </Td>
      <Td className="max-w-56 pl-6">
        {change ? (
          <Link
            href={`/changes#${change.id}`}
            className="flex min-w-0 items-center gap-1.5 rounded-sm text-fg-muted hover:text-fg"
            title={change.summary}
          >
            <ChangeIcon type={change.event_type} className="size-3.5 shrink-0 text-fg-faint" />
            <span className="truncate">{change.summary}</span>
            <RelativeTime at={change.timestamp} plain className="ml-auto text-xs text-fg-faint" />
          </Link>
        ) : (
          <span className="text-fg-faint">{t('noChange')}</span>
        )}
      </Td>
      <Td className="max-w-40 truncate text-fg-muted" title={service.owner ?? service.team}>
        {service.owner ?? service.team}
      </Td>
    </Tr>
  );
}
