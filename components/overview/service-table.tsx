'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Overview } from '#/lib/contract/overview.ts';
import { ChangeChip } from '#/components/change/change-chip.tsx';
import { VersionChip } from '#/components/deployment/version-chip.tsx';
import { HealthBadge } from '#/components/service/health-badge.tsx';
import { RunsFor } from '#/components/service/runs-for.tsx';
import { servicePath } from '#/components/service/service-path.ts';
import { Table, Td, Th, Tr } from '#/components/ui/table.tsx';
import { Figure } from './figure.tsx';

type Row = Overview['services'][number];

/** Every service on one line: how it is, what runs, how it does, what was changed last. */
export function ServiceTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('overview');
  return (
    <Table label={t('services')}>
      <thead>
        <tr>
          <Th>{t('columns.service')}</Th>
          <Th className="hidden @lg/table:table-cell">{t('columns.version')}</Th>
          <Th numeric className="hidden @lg/table:table-cell">
            {t('columns.traffic')}
          </Th>
          <Th numeric>{t('columns.errors')}</Th>
          <Th numeric>{t('columns.p95')}</Th>
          <Th className="hidden pl-4 @min-[52rem]/table:table-cell">{t('columns.lastChange')}</Th>
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
          <div className="min-w-0">
            <Link
              href={servicePath(service.namespace, service.name)}
              className="block rounded-sm font-medium [overflow-wrap:anywhere] hover:underline @lg/table:whitespace-nowrap"
            >
              {service.name}
            </Link>
            <span className="block max-w-32 truncate text-xs text-fg-faint @lg/table:max-w-44" title={t('owner')}>
              {service.version && <span className="font-mono @lg/table:hidden">{service.version} · </span>}
              {service.owner ?? service.team}
            </span>
          </div>
        </div>
      </Td>
      <Td className="hidden @lg/table:table-cell">
        <div className="flex flex-col items-start gap-0.5 whitespace-nowrap">
          {service.version ? <VersionChip version={service.version} /> : <span className="text-fg-faint">{t('noVersion')}</span>}
          {service.deploying ? (
            <Link href={`/deployments/${service.deploying.id}`} className="rounded-sm text-xs text-accent hover:underline">
              {t('deploying', { version: service.deploying.version })}
            </Link>
          ) : (
            service.version_since && !service.stopped && <RunsFor since={service.version_since} />
          )}
        </div>
      </Td>
      <Td numeric className="hidden @lg/table:table-cell">
        <Figure signal="traffic" spark={figures.traffic} />
      </Td>
      <Td numeric>
        <Figure signal="error_rate" spark={figures.error_rate} />
      </Td>
      <Td numeric>
        <Figure signal="latency_p95" spark={figures.latency_p95} />
      </Td>
      <Td className="hidden pl-4 @min-[52rem]/table:table-cell">
        {change ? (
          <ChangeChip
            id={change.id}
            type={change.event_type}
            summary={change.summary}
            author={change.author}
            at={change.timestamp}
            label="time"
          />
        ) : (
          <span className="text-fg-faint">{t('noChange')}</span>
        )}
      </Td>
    </Tr>
  );
}
