'use client';
import { ArrowDown } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useServices } from '#/components/data/use-service.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { cx } from '#/components/ui/cx.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import type { Service } from '#/lib/contract/services.ts';
import { HealthBadge } from './health-badge.tsx';
import { firstFailing, relations, type Related } from './service-relations.ts';
import { servicePath } from './service-path.ts';

/** Who calls a service and whom it calls, each with its health; what fails first is marked. */
export function ServiceGraph({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.graph');
  const { data: all, error, refetch } = useServices();
  if (!all)
    return error ? (
      <ProblemState error={error} title={t('couldNotLoad')} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows className="h-16" />
    );
  const service = all.find((one) => one.namespace === namespace && one.name === name);
  if (!service) return <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>;
  const { callers, callees } = relations(all, service);
  if (callers.length + callees.length === 0) return <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>;
  const first = firstFailing(all, service);
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      {first && first.id !== service.id && (
        <p className="text-sm">
          {t.rich('first', {
            service: () => (
              <Link href={servicePath(first.namespace, first.name)} className="font-medium underline underline-offset-2">
                {first.name}
              </Link>
            ),
          })}
        </p>
      )}
      <Row label={t('callers')} none={t('noCallers')} items={callers.toReversed()} first={first} />
      <ArrowDown aria-hidden className="mx-auto size-4 text-fg-faint" />
      <ul aria-label={t('self')} className="flex justify-center">
        <Node service={service} first={first?.id === service.id} self />
      </ul>
      <ArrowDown aria-hidden className="mx-auto size-4 text-fg-faint" />
      <Row label={t('callees')} none={t('noCallees')} items={callees} first={first} />
    </div>
  );
}

function Row({ label, none, items, first }: { label: string; none: string; items: readonly Related[]; first: Service | null }) {
  return (
    <section className="text-center">
      <h2 className="mb-2 label">{label}</h2>
      {items.length === 0 ? (
        <p className="text-sm text-fg-faint">{none}</p>
      ) : (
        <ul aria-label={label} className="flex flex-wrap justify-center gap-2">
          {items.map(({ service, distance }) => (
            <Node key={service.id} service={service} distance={distance} first={service.id === first?.id} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Node({ service, first, self = false, distance = 1 }: { service: Service; first: boolean; self?: boolean; distance?: number }) {
  const t = useTranslations('service.graph');
  return (
    <li
      className={cx(
        'flex min-w-44 flex-col items-start gap-1 rounded-md border px-3 py-2 text-left',
        first ? 'border-failing bg-failing-soft' : self && 'border-line-strong bg-subtle',
      )}
    >
      <Link
        href={`${servicePath(service.namespace, service.name)}${self ? '' : '/graph'}`}
        className="rounded-sm text-sm font-medium hover:underline"
      >
        {service.name}
      </Link>
      <HealthBadge health={service.health} stopped={service.stopped} />
      {first && <Badge tone="failing">{t('firstFailing')}</Badge>}
      {distance > 1 && <span className="text-xs text-fg-faint">{t('through', { count: distance - 1 })}</span>}
    </li>
  );
}
