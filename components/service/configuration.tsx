'use client';
import { useTranslations } from 'next-intl';
import { useService } from '#/components/data/use-service.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { ConfigEditor } from './config-editor.tsx';
import { FlagList } from './flag-list.tsx';

/** What a service is told: its environment, which rolls out like a release, and its flags, which are live. */
export function Configuration({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.header');
  const { data: service, error, refetch } = useService(namespace, name);
  if (!service) return error ? <ProblemState error={error} title={t('couldNotLoad')} onRetry={() => void refetch()} /> : <SkeletonRows />;
  return (
    <div className="grid items-start gap-x-10 gap-y-8 @5xl/main:grid-cols-[minmax(0,1fr)_22rem]">
      <ConfigEditor service={service} />
      <FlagList service={service} />
    </div>
  );
}
