'use client';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { useNewest } from '#/components/deployment/use-newest.ts';
import { RollbackDialog } from '#/components/deployment/rollback-dialog.tsx';
import { useMay } from '#/components/data/actor.tsx';
import { useDeployment } from '#/components/data/use-deployment.ts';
import { servicePath } from '#/components/service/service-path.ts';
import { Button } from '#/components/ui/button.tsx';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { CodeBlock } from '#/components/ui/code-block.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RichLine, RichText } from '#/components/ui/rich-text.tsx';
import { referencesOf } from './reference.tsx';

type Action = Report['recommended_actions'][number];
type Props = { report: Report; subject: Diagnosis['subject'] };

/** What to do: the first action as the one primary button, the others folded. */
export function Recommended({ report, subject }: Props) {
  const t = useTranslations('diagnosis.action');
  const [first, ...others] = report.recommended_actions;
  if (!first) return null;
  const shared = { report, subject };
  return (
    <section aria-label={t('label')} className="rounded-md border bg-subtle px-4 py-3">
      <OneAction action={first} primary {...shared} />
      {others.length > 0 && (
        <Folded summary={t('others')} className="mt-2">
          <ul className="mt-1 divide-y">
            {others.map((action, index) => (
              <li key={index} className="py-2">
                <OneAction action={action} primary={false} {...shared} />
              </li>
            ))}
          </ul>
        </Folded>
      )}
    </section>
  );
}

function OneAction({ action, primary, report, subject }: Props & { action: Action; primary: boolean }) {
  const t = useTranslations('diagnosis.action');
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64 text-sm">
          <h2 className="font-medium">
            <RichLine text={action.title} />
          </h2>
          {action.detail !== '' && <RichText text={action.detail} reference={referencesOf(report.evidence)} className="text-fg-muted" />}
          {action.would_help !== null && <p className="text-xs text-fg-faint">{t(action.would_help ? 'wouldHelp' : 'wouldNotHelp')}</p>}
        </div>
        <ActionButton action={action} primary={primary} report={report} subject={subject} />
      </div>
      {action.command && (
        <CodeBlock
          label={t('copy')}
          lines={plainText(action.command)
            .split('\n')
            .map((text) => ({ text }))}
        />
      )}
    </div>
  );
}

function ActionButton({ action, primary, report, subject }: Props & { action: Action; primary: boolean }) {
  const t = useTranslations('diagnosis.action');
  const service = report.root_cause?.service ?? subject.service;
  const namespace = report.root_cause?.namespace ?? subject.namespace;
  const variant = primary ? 'primary' : 'secondary';
  switch (action.kind) {
    case 'rollback': {
      const deploymentId = action.target ?? subject.deployment_id;
      if (!deploymentId || !subject.service || !subject.namespace) return null;
      return <RollbackButton deploymentId={deploymentId} service={subject.service} namespace={subject.namespace} variant={variant} />;
    }
    case 'config':
    case 'flag':
      if (!service || !namespace) return null;
      return (
        <ButtonLink variant={variant} href={`${servicePath(namespace, service)}/configuration${placeOf(action)}`} data-print="hide">
          {t(action.kind)}
        </ButtonLink>
      );
    case 'restart':
    case 'scale':
    case 'investigate':
      if (!service || !namespace || action.command) return null;
      return (
        <ButtonLink variant={variant} href={servicePath(namespace, service)} data-print="hide">
          {t('open', { service })}
        </ButtonLink>
      );
    case 'none':
      return null;
  }
}

/** Where on the configuration page the key or the flag stands that an action is about. */
function placeOf({ kind, target }: Action): string {
  if (!target) return '';
  return kind === 'flag' ? `#flag-${encodeURIComponent(target)}` : `?key=${encodeURIComponent(target)}`;
}

type RollbackProps = { deploymentId: string; service: string; namespace: string; variant: 'primary' | 'secondary' };

/** Rolls back, unless that has been done since the report was written. */
function RollbackButton({ deploymentId, service, namespace, variant }: RollbackProps) {
  const t = useTranslations('diagnosis.action');
  const [open, setOpen] = useState(false);
  const mayOperate = useMay('deployments:write');
  const { data: deployment } = useDeployment(deploymentId);
  const newest = useNewest(deployment);
  if (deployment?.status === 'rolled_back') return <p className="text-xs text-fg-muted">{t('rolledBack')}</p>;
  if (newest === false) return <p className="text-xs text-fg-muted">{t('followed')}</p>;
  if (!mayOperate) return <p className="text-xs text-fg-faint">{t('forbidden')}</p>;
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)} data-print="hide">
        <Undo2 aria-hidden className="size-3.5" />
        {t('rollback')}
      </Button>
      <RollbackDialog deploymentId={deploymentId} service={service} namespace={namespace} open={open} onOpenChange={setOpen} />
    </>
  );
}
