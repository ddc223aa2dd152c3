'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { act } from '#/components/data/mutations.ts';
import type { AcceptedDeployment } from '#/lib/contract/deployments.ts';
import type { Service } from '#/lib/contract/services.ts';
import { Refusal } from '#/components/deployment/refusal.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Checkbox } from '#/components/ui/checkbox.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Select } from '#/components/ui/select.tsx';
import { Textarea } from '#/components/ui/textarea.tsx';
import { RolloutLine } from './rollout-line.tsx';
import { parseAssignments } from './parse-assignments.ts';

type Props = { service: Service; onClose: () => void; onAccepted: (accepted: AcceptedDeployment) => void };

/** Chooses a version (and, if it needs it, configuration that comes with it) and deploys it. */
export function DeployDialog({ service, onClose, onAccepted }: Props) {
  const t = useTranslations('service.deploy');
  const id = useId();
  const newest = service.available_versions?.findLast((version) => version !== service.version);
  const [version, setVersion] = useState(newest ?? service.version ?? '');
  const [description, setDescription] = useState('');
  const [assignments, setAssignments] = useState('');
  const [supersede, setSupersede] = useState(false);
  const config = parseAssignments(assignments);
  const blocked = service.deploying !== null && !supersede;

  const deploy = useMutation({
    mutationFn: () =>
      act.deploy({
        service: service.name,
        namespace: service.namespace,
        version,
        description: description || undefined,
        config: Object.keys(config.set).length > 0 ? { set: config.set } : undefined,
        supersede: supersede || undefined,
      }),
    onSuccess: onAccepted,
  });
  const refused = !version || config.wrong !== null || blocked;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: service.name })}
      focusOn={`${id}-version`}
      description={
        <>
          {service.version ? t('now', { version: service.version }) : t('first')}
          {service.deploying && (
            <>
              {' '}
              <RolloutLine service={service} />
            </>
          )}
        </>
      }
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" busy={deploy.isPending} disabled={refused} onClick={() => deploy.mutate()}>
            {t('action', { version })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field id={`${id}-version`} label={t('version')} hint={service.available_versions ? undefined : t('anyVersion')}>
          {service.available_versions ? (
            <Select
              id={`${id}-version`}
              value={version}
              onValueChange={setVersion}
              items={service.available_versions
                .toReversed()
                .map((value) => ({ value, label: value === service.version ? t('running', { version: value }) : value }))}
            />
          ) : (
            <Input id={`${id}-version`} value={version} onChange={(event) => setVersion(event.target.value)} className="font-mono" />
          )}
        </Field>
        <Field
          id={`${id}-config`}
          label={t('config')}
          hint={t('configHint')}
          error={config.wrong ? t('wrongLine', { line: config.wrong }) : undefined}
        >
          <Textarea
            id={`${id}-config`}
            value={assignments}
            onChange={(event) => setAssignments(event.target.value)}
            rows={2}
            spellCheck={false}
            placeholder="KEY=value"
            aria-invalid={config.wrong !== null || undefined}
            className="font-mono text-xs"
          />
        </Field>
        <Field id={`${id}-description`} label={t('description')}>
          <Input id={`${id}-description`} value={description} onChange={(event) => setDescription(event.target.value)} maxLength={2000} />
        </Field>
        {service.deploying && (
          <div className="rounded-md bg-degraded-soft px-3 py-2 text-sm">
            <p className="mb-1.5 text-degraded">{t('inProgress', { version: service.deploying.version })}</p>
            <Checkbox checked={supersede} onCheckedChange={setSupersede} label={t('supersede')} />
          </div>
        )}
        {deploy.error && <Refusal error={deploy.error} namespace={service.namespace} service={service.name} />}
      </div>
    </Dialog>
  );
}
