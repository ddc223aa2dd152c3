'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { act } from '#/components/data/mutations.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import type { ConfigPatch, Service } from '#/lib/contract/services.ts';
import { Refusal } from '#/components/deployment/refusal.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Diff } from '#/components/ui/diff.tsx';
import type { DraftEntry } from './config-draft.ts';

type Props = {
  service: Service;
  entries: readonly DraftEntry[];
  patch: ConfigPatch;
  onClose: () => void;
  onAccepted: (accepted: AcceptedDeployment) => void;
};

/** Shows exactly what will change, then saves it. */
export function ConfigReview({ service, entries, patch, onClose, onAccepted }: Props) {
  const t = useTranslations('service.config');
  const save = useMutation({ mutationFn: () => act.config(service.namespace, service.name, patch), onSuccess: onAccepted });
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('reviewTitle', { name: service.name })}
      description={t('reviewDetail')}
      footer={
        <>
          <Button onClick={onClose}>{t('back')}</Button>
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Diff entries={entries} />
      {save.error && (
        <div className="mt-3">
          <Refusal error={save.error} namespace={service.namespace} service={service.name} />
        </div>
      )}
    </Dialog>
  );
}
