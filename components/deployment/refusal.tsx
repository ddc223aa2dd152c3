'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { ProblemError } from '#/components/data/problem-error.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { useService } from '#/components/data/use-service.ts';

/** Why a deployment was not begun, with what to do about it. */
export function Refusal({ error, namespace, service }: { error: Error; namespace: string; service: string }) {
  const t = useTranslations('deployment.problem');
  const textOf = useProblemText();
  const inProgress = error instanceof ProblemError && error.code === 'deployment_in_progress';
  return (
    <div role="alert" className="rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
      <p className="font-medium">{t('title')}</p>
      {inProgress ? <RunningLink namespace={namespace} service={service} /> : <p className="[overflow-wrap:anywhere]">{textOf(error)}</p>}
      {error instanceof ProblemError && error.requestId && (
        <p className="mt-1 font-mono text-2xs">{t('requestId', { id: error.requestId })}</p>
      )}
    </div>
  );
}

function RunningLink({ namespace, service }: { namespace: string; service: string }) {
  const t = useTranslations('deployment.problem');
  const { data } = useService(namespace, service);
  return (
    <p>
      {t('inProgress')}{' '}
      {data?.deploying && (
        <Link href={`/deployments/${data.deploying.id}`} className="underline underline-offset-2">
          {t('openRunning')}
        </Link>
      )}
    </p>
  );
}
