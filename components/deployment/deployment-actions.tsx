'use client';
import { RotateCw, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { useMay } from '#/components/data/actor.tsx';
import { act } from '#/components/data/mutations.ts';
import { Button } from '#/components/ui/button.tsx';
import { offeredActions } from './offered-actions.ts';
import { Refusal } from './refusal.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';
import { useNewest } from './use-newest.ts';

/** Roll back to what was healthy before, or try the same version again, as long as that makes sense. */
export function DeploymentActions({ deployment }: { deployment: Deployment }) {
  const t = useTranslations('deployment');
  const router = useRouter();
  const mayOperate = useMay('deployments:write');
  const [rollingBack, setRollingBack] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { service, namespace, cluster, version, image, commit_sha, commits } = deployment;
  const offered = offeredActions(deployment, useNewest(deployment));

  async function retry() {
    setBusy(true);
    setError(null);
    try {
      const accepted = await act.deploy({
        service,
        namespace,
        cluster,
        version,
        image: image ?? undefined,
        commit_sha: commit_sha ?? undefined,
        commits,
      });
      router.push(`/deployments/${accepted.id}`);
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
      setBusy(false);
    }
  }

  if (!offered.retry && !offered.rollback) return null;
  if (!mayOperate) return <p className="text-xs text-fg-faint">{t('rollback.forbidden')}</p>;
  // The diagnosis carries the one primary button once it has a verdict.
  const primary = deployment.status === 'failed' && !deployment.diagnosis?.verdict;
  return (
    <div className="flex flex-col items-end gap-2" data-print="hide">
      <div className="flex gap-2">
        {offered.retry && (
          <Button busy={busy} title={t('retry.hint', { version })} onClick={() => void retry()}>
            {!busy && <RotateCw aria-hidden className="size-3.5" />}
            {busy ? t('retry.working') : t('retry.action')}
          </Button>
        )}
        {offered.rollback && (
          <Button variant={primary ? 'primary' : 'secondary'} onClick={() => setRollingBack(true)}>
            <Undo2 aria-hidden className="size-3.5" />
            {t('rollback.action')}
          </Button>
        )}
      </div>
      {error && <Refusal error={error} namespace={namespace} service={service} />}
      <RollbackDialog
        deploymentId={deployment.id}
        service={service}
        namespace={namespace}
        open={rollingBack}
        onOpenChange={setRollingBack}
      />
    </div>
  );
}
