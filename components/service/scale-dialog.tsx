'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { act } from '#/components/data/mutations.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import type { Service } from '#/lib/contract/services.ts';
import { MAX_REPLICAS } from '#/lib/domain/words.ts';
import { Button } from '#/components/ui/button.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';

type Props = { service: Service; onClose: () => void; onAccepted: (accepted: AcceptedDeployment) => void };

/** Asks for another number of instances. */
export function ScaleDialog({ service, onClose, onAccepted }: Props) {
  const t = useTranslations('service.actions.scale');
  const textOf = useProblemText();
  const id = useId();
  const now = service.replicas.desired;
  const [text, setText] = useState(String(now));
  const asked = text.trim() === '' ? NaN : Number(text);
  const allowed = Number.isInteger(asked) && asked >= 0 && asked <= MAX_REPLICAS;
  const scale = useMutation({
    mutationFn: (replicas: number) => act.scale(service.namespace, service.name, replicas),
    onSuccess: onAccepted,
  });
  const error = scale.error ? textOf(scale.error) : allowed ? undefined : t('bounds');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: service.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" busy={scale.isPending} disabled={!allowed || asked === now} onClick={() => scale.mutate(asked)}>
            {t('verb')}
          </Button>
        </>
      }
    >
      <Field id={id} label={t('label')} hint={t('hint', { count: now })} error={error}>
        <Input
          id={id}
          type="number"
          min={0}
          max={MAX_REPLICAS}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="w-24 tabular-nums"
          aria-invalid={error !== undefined || undefined}
        />
      </Field>
    </Dialog>
  );
}
