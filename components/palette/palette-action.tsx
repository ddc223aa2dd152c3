'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { act } from '#/components/data/mutations.ts';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { RollbackDialog } from '#/components/deployment/rollback-dialog.tsx';
import { DeployDialog } from '#/components/service/deploy-dialog.tsx';
import { ScaleDialog } from '#/components/service/scale-dialog.tsx';
import { Confirm } from '#/components/ui/confirm.tsx';
import { toast } from '#/components/ui/toast.ts';
import type { AcceptedDeployment, Deployment } from '#/lib/contract/deployments.ts';
import type { Service } from '#/lib/contract/services.ts';
import type { Verb } from './command.ts';

export type Action = { verb: Verb; service: Service };

/** The dialog of an action that was chosen, the same as on the service's page. */
export function PaletteAction({ action: { verb, service }, onClose }: { action: Action; onClose: () => void }) {
  const t = useTranslations('service.actions');
  const router = useRouter();
  const follow = ({ id }: AcceptedDeployment) => {
    onClose();
    router.push(`/deployments/${id}`);
  };
  const { namespace, name } = service;
  switch (verb) {
    case 'deploy':
      return <DeployDialog service={service} onClose={onClose} onAccepted={follow} />;
    case 'scale':
      return <ScaleDialog service={service} onClose={onClose} onAccepted={follow} />;
    case 'rollback':
      return <Rollback service={service} onClose={onClose} />;
    case 'restart':
    case 'stop':
    case 'start':
      return (
        <Confirm
          open
          onOpenChange={(open) => !open && onClose()}
          title={t(`${verb}.title`, { name })}
          action={t(`${verb}.verb`)}
          danger={verb === 'stop'}
          onConfirm={() => act[verb](namespace, name).then(follow)}
        >
          {t(`${verb}.detail`, { name, count: service.replicas.desired })}
        </Confirm>
      );
    default:
      return verb satisfies never;
  }
}

/** Rolls back what was deployed last. */
function Rollback({ service: { namespace, name }, onClose }: { service: Service; onClose: () => void }) {
  const t = useTranslations('palette');
  const textOf = useProblemText();
  const { data, error } = useAnswer<Deployment[]>(urls.deployments({ service: name, namespace, limit: 1 }));
  const nothing = data?.length === 0;
  useEffect(() => {
    if (!error && !nothing) return;
    toast.error(error ? textOf(error) : t('nothingToRollBack', { name }));
    onClose();
  }, [error, nothing, name, onClose, t, textOf]);
  const newest = data?.[0];
  return newest ? (
    <RollbackDialog deploymentId={newest.id} service={name} namespace={namespace} open onOpenChange={(open) => !open && onClose()} />
  ) : null;
}
