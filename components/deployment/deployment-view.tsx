'use client';
import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useDeployment } from '#/components/data/use-deployment.ts';
import { useDiagnosis } from '#/components/data/use-diagnosis.ts';
import { DiagnosisInset } from '#/components/diagnosis/diagnosis-view.tsx';
import { useWatched } from '#/components/diagnosis/use-held.ts';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { Duration } from '#/components/ui/duration.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { Carried } from './carried.tsx';
import { DeploymentActions } from './deployment-actions.tsx';
import { DeploymentStepper } from './deployment-stepper.tsx';
import { InstanceList } from './instance-list.tsx';
import { KindWord } from './kind-word.tsx';
import { SignalsCompare } from './signals-compare.tsx';
import { StatusBadge } from './status-badge.tsx';

/** One attempt: how far it came, what it brought, what became of it and why. */
export function DeploymentView({ id }: { id: string }) {
  const t = useTranslations('deployment');
  const { data: deployment, error, refetch } = useDeployment(id);
  const watched = useWatched(deployment !== undefined && isOpen(deployment.status));
  if (!deployment)
    return error ? (
      <ProblemState error={error} title={t('error.one')} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-96 w-full" />
    );
  return (
    <div className="flex flex-col gap-7">
      <Head deployment={deployment} />
      {error && <ProblemState error={error} title={t('error.one')} stillWorks={t('error.oneElse')} onRetry={() => void refetch()} />}
      <Section title={t('section.steps')}>
        <DeploymentStepper deployment={deployment} times />
        {deployment.reason && (
          <p className="mt-3 text-sm text-fg-muted">
            <RichLine text={deployment.reason} />
          </p>
        )}
      </Section>
      {deployment.diagnosis && (
        <Section title={t('section.diagnosis')}>
          <div className="rounded-lg border p-4">
            <DiagnosisInset id={deployment.diagnosis.id} watched={watched} />
          </div>
        </Section>
      )}
      <Section title={t('section.instances')}>
        {deployment.diagnosis ? (
          <CitedInstances deployment={deployment} diagnosisId={deployment.diagnosis.id} />
        ) : (
          <InstanceList deployment={deployment} quotations={[]} />
        )}
      </Section>
      <div className="grid gap-7 @3xl/main:grid-cols-2">
        <Section title={t('section.carried')}>
          <Carried deployment={deployment} />
        </Section>
        <Section title={t('section.signals')}>
          <SignalsCompare deployment={deployment} />
        </Section>
      </div>
    </div>
  );
}

function Head({ deployment }: { deployment: Deployment }) {
  const t = useTranslations('deployment');
  return (
    <PageHeader
      eyebrow={
        <span className="flex flex-wrap items-center gap-2">
          <StatusBadge status={deployment.status} />
          <ServiceChip namespace={deployment.namespace} name={deployment.service} showNamespace />
          <span>
            <KindWord deployment={deployment} />
          </span>
        </span>
      }
      title={t('one', { service: deployment.service, version: deployment.version })}
      actions={<DeploymentActions deployment={deployment} />}
    >
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <PersonChip name={deployment.author} />
        <RelativeTime at={deployment.created_at} />
        <Duration from={deployment.created_at} until={deployment.finished_at} className="tabular-nums" />
      </span>
    </PageHeader>
  );
}

/** What the diagnosis quotes from the log is marked among the instances' lines. */
function CitedInstances({ deployment, diagnosisId }: { deployment: Deployment; diagnosisId: string }) {
  const { data } = useDiagnosis(diagnosisId);
  const quotations = (data?.report?.evidence ?? []).filter((item) => item.kind === 'log').map((item) => item.excerpt);
  return <InstanceList deployment={deployment} quotations={quotations} />;
}
