'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { RollbackPlan as Plan } from '#/lib/contract/deployments.ts';
import { act } from '#/components/data/mutations.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Textarea } from '#/components/ui/textarea.tsx';
import { Refusal } from './refusal.tsx';
import { RollbackPlan } from './rollback-plan.tsx';
import { Supersede } from './supersede.tsx';

type Props = { deploymentId: string; service: string; namespace: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Shows exactly what a rollback would run and whether it would help; confirming leads to the new deployment. */
export function RollbackDialog({ deploymentId, service, namespace, open, onOpenChange }: Props) {
  const t = useTranslations('deployment.rollback');
  const router = useRouter();
  const plan = useAnswer<Plan>(`${urls.deployment(deploymentId)}/rollback-plan`, { enabled: open });
  const [reason, setReason] = useState('');
  const [supersede, setSupersede] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const version = plan.data?.version;
  const blocked = plan.data?.supersedes != null && !supersede;

  async function confirm() {
    setBusy(true);
    setError(null);
    try {
      const accepted = await act.rollback(deploymentId, { reason: reason.trim(), supersede });
      onOpenChange(false);
      router.push(`/deployments/${accepted.id}`);
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title', { service })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button variant="primary" busy={busy} disabled={plan.data?.possible !== true || blocked} onClick={() => void confirm()}>
            {busy ? t('working') : version ? t('confirm', { version }) : t('confirmPlain')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {plan.error && <ProblemState error={plan.error} title={t('planFailed')} onRetry={() => void plan.refetch()} />}
        {!plan.error && <RollbackPlan plan={plan.data} />}
        {plan.data?.supersedes && <Supersede deploymentId={plan.data.supersedes} checked={supersede} onCheckedChange={setSupersede} />}
        <Field id={`rollback-reason-${deploymentId}`} label={t('reason')} hint={t('reasonHint')}>
          <Textarea
            id={`rollback-reason-${deploymentId}`}
            value={reason}
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {error && <Refusal error={error} namespace={namespace} service={service} />}
      </div>
    </Dialog>
  );
}
