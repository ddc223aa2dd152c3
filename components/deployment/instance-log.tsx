'use client';
import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import type { LogsAnswer } from '#/lib/contract/telemetry.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { search, urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { LogExcerpt } from '#/components/diagnosis/log-excerpt.tsx';
import { markLines } from '#/components/diagnosis/mark-lines.ts';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { useNow } from '#/components/ui/use-now.ts';
import { attemptWindow } from './attempt-window.ts';

const LINES = 60;

/** The last lines of one instance while its attempt lasted; the line that the diagnosis quotes is marked. */
export function InstanceLog({
  deployment,
  instance,
  quotations,
}: {
  deployment: Deployment;
  instance: Instance;
  quotations: readonly string[];
}) {
  const t = useTranslations('deployment');
  const window = { ...attemptWindow(deployment), instance: instance.id, limit: LINES };
  const moving = useNow((now) => now < Date.parse(window.end));
  const url = `${urls.service(deployment.namespace, deployment.service)}/logs${search(window)}`;
  const logs = useAnswer<LogsAnswer>(url, { refetchInterval: moving ? 3_000 : false });
  if (logs.error) return <ProblemState error={logs.error} title={t('error.instances')} onRetry={() => void logs.refetch()} />;
  if (!logs.data) return <Skeleton className="mt-2 h-40 w-full" />;
  const lines = logs.data.lines.toReversed();
  if (lines.length === 0) return <p className="mt-1 text-sm text-fg-muted">{t('instance.noLogs')}</p>;
  const marked = markLines(lines, quotations);
  return (
    <div className="mt-2 flex flex-col gap-1">
      <LogExcerpt key={marked.indexOf(true)} lines={lines} marked={marked} label={t('instance.logs', { instance: instance.id })} />
      {logs.data.truncated && <p className="text-xs text-fg-faint">{t('instance.truncated')}</p>}
    </div>
  );
}
