'use client';
import { useTranslations } from 'next-intl';
import { useDeployment } from '#/components/data/use-deployment.ts';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { KindWord } from './kind-word.tsx';
import { StatusBadge } from './status-badge.tsx';

/** What the chip of a deployment, or of the version it brought, shows on hover or focus; asks for its data when it appears. */
export function DeploymentCard({ id }: { id: string }) {
  const t = useTranslations('common');
  const { data, error } = useDeployment(id);
  if (!data) return error ? <p className="text-xs text-fg-muted">{t('couldNotLoad')}</p> : <Skeleton className="h-16 w-full" />;
  const line = data.diagnosis?.summary ?? data.reason;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-center justify-between gap-2">
        <span className="truncate font-medium">
          {data.service} <span className="font-mono text-xs">{data.version}</span>
        </span>
        <StatusBadge status={data.status} />
      </p>
      {line && (
        <p className="line-clamp-4 text-xs text-fg-muted">
          <RichLine text={line} />
        </p>
      )}
      <p className="flex items-center gap-2 text-xs text-fg-muted">
        <KindWord deployment={data} />
        <PersonChip name={data.author} card={false} />
        <RelativeTime at={data.created_at} plain className="ml-auto text-fg-faint" />
      </p>
    </div>
  );
}
