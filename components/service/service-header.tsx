'use client';
import { ArrowRight, CircleDot } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useService } from '#/components/data/use-service.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { FindOutWhy } from './find-out-why.tsx';
import { HealthSentence } from './health-sentence.tsx';
import { RolloutLine } from './rollout-line.tsx';
import { ServiceActions } from './service-actions.tsx';
import { ServiceFacts } from './service-facts.tsx';

/** The head of every tab of a service; stays fresh by itself. */
export function ServiceHeader({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.header');
  const { data: service, error, refetch } = useService(namespace, name);
  if (!service)
    return error ? (
      <ProblemState error={error} title={t('couldNotLoad')} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-32 w-full" />
    );
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={service.name}
        eyebrow={service.namespace}
        actions={
          <>
            <FindOutWhy service={service} />
            <ServiceActions service={service} />
          </>
        }
      >
        <HealthSentence service={service} />
        {service.description && <p className="mt-1 max-w-2xl">{service.description}</p>}
      </PageHeader>
      {service.deploying && (
        <Link
          href={`/deployments/${service.deploying.id}`}
          className="flex items-center gap-2 rounded-md bg-accent-soft px-3 py-2 text-sm text-accent transition-colors hover:underline"
        >
          <CircleDot aria-hidden className="size-3.5 animate-pulse" />
          <RolloutLine service={service} />
          <ArrowRight aria-hidden className="ml-auto size-3.5" />
        </Link>
      )}
      <ServiceFacts service={service} />
    </div>
  );
}
