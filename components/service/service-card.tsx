'use client';
import { useTranslations } from 'next-intl';
import { useService } from '#/components/data/use-service.ts';
import { VersionChip } from '#/components/deployment/version-chip.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { HealthBadge } from './health-badge.tsx';

/** What a service's chip shows on hover; asks for its data when it appears. */
export function ServiceCard({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('common');
  const { data: service, error } = useService(namespace, name);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <span className="truncate font-medium">
          <span className="text-fg-faint">{namespace}/</span>
          {name}
        </span>
        {service && <HealthBadge health={service.health} stopped={service.stopped} />}
      </div>
      {service ? (
        <>
          {service.health_reason && <p className="text-xs text-fg-muted">{service.health_reason}</p>}
          <p className="flex items-center gap-2 text-xs text-fg-muted">
            {service.version ? <VersionChip version={service.version} /> : t('noVersion')}
            {service.version_since && <RelativeTime at={service.version_since} plain />}
            {service.owner && <span className="ml-auto truncate">{service.owner}</span>}
          </p>
        </>
      ) : error ? (
        <p className="text-xs text-fg-muted">{t('couldNotLoad')}</p>
      ) : (
        <Skeleton className="h-5 w-full" />
      )}
    </div>
  );
}
