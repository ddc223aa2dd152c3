'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { act } from '#/components/data/mutations.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import type { ConfigPatch, Service } from '#/lib/contract/services.ts';
import { Refusal } from '#/components/deployment/refusal.tsx';
import { Supersede } from '#/components/deployment/supersede.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { FieldDiff } from '#/components/change/field-diff.tsx';
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
  const [supersede, setSupersede] = useState(false);
  const save = useMutation({
    mutationFn: () => act.config(service.namespace, service.name, patch, supersede),
    onSuccess: onAccepted,
  });
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
          <Button variant="primary" busy={save.isPending} disabled={service.deploying !== null && !supersede} onClick={() => save.mutate()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <FieldDiff entries={entries} />
      {service.deploying && (
        <div className="mt-3">
          <Supersede deploymentId={service.deploying.id} checked={supersede} onCheckedChange={setSupersede} />
        </div>
      )}
      {save.error && (
        <div className="mt-3">
          <Refusal error={save.error} namespace={service.namespace} service={service.name} />
        </div>
      )}
    </Dialog>
  );
}
