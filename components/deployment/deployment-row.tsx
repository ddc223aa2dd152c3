'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { InlineDiagnosis } from '#/components/diagnosis/inline-diagnosis.tsx';
import { useWatched } from '#/components/diagnosis/use-held.ts';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { Duration } from '#/components/ui/duration.tsx';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { DeploymentStepper } from './deployment-stepper.tsx';
import { KindWord } from './kind-word.tsx';
import { StatusBadge } from './status-badge.tsx';
import { VersionChip } from './version-chip.tsx';

/** One attempt: state, versions, who, when, how long; below it what is going on or why it failed. */
export function DeploymentRow({ deployment, showService }: { deployment: Deployment; showService: boolean }) {
  const t = useTranslations('deployment');
  const open = isOpen(deployment.status);
  return (
    <li className="group/row relative border-b py-2.5 last:border-b-0 hover:bg-subtle">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 @4xl/main:grid-cols-[7rem_minmax(0,1fr)_7rem_minmax(0,10rem)_6rem_5.5rem]">
        <span>
          <StatusBadge status={deployment.status} />
        </span>
        <span className="order-last col-span-2 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 @4xl/main:order-none @4xl/main:col-span-1">
          {showService && <ServiceChip namespace={deployment.namespace} name={deployment.service} />}
          <VersionChip version={deployment.version} deploymentId={deployment.id} />
          {deployment.previous_version && deployment.previous_version !== deployment.version && (
            <span className="font-mono text-2xs text-fg-faint">
              <span aria-hidden>← {deployment.previous_version}</span>
              <span className="sr-only">{t('previous', { version: deployment.previous_version })}</span>
            </span>
          )}
          <ChangedKeys deployment={deployment} />
        </span>
        <Link
          href={`/deployments/${deployment.id}`}
          className="hidden text-xs text-fg-muted hover:text-fg @4xl/main:inline"
          tabIndex={-1}
          aria-hidden
        >
          <KindWord deployment={deployment} />
        </Link>
        <span className="order-last col-span-2 flex min-w-0 items-center gap-3 text-xs text-fg-muted @4xl/main:order-none @4xl/main:col-span-1">
          <span className="@4xl/main:hidden">
            <KindWord deployment={deployment} />
          </span>
          <PersonChip name={deployment.author} />
        </span>
        <span className="text-right text-xs text-fg-muted @4xl/main:text-left">
          <RelativeTime at={deployment.created_at} />
        </span>
        <span className="hidden text-right text-xs text-fg-muted tabular-nums @4xl/main:block">
          <Duration from={deployment.created_at} until={deployment.finished_at ?? (open ? null : deployment.created_at)} />
        </span>
      </div>
      <RowDetail deployment={deployment} />
    </li>
  );
}

/** Of a change to configuration or flags the keys that it touched: the version says nothing there. */
function ChangedKeys({ deployment: { kind, config_changes: changes } }: { deployment: Deployment }) {
  if (kind !== 'config' && kind !== 'flag') return null;
  const keys = changes.map(({ path }) => plainText(path.slice(path.indexOf('.') + 1)));
  return <span className="min-w-0 truncate font-mono text-2xs text-fg-muted">{keys.join(', ')}</span>;
}

function RowDetail({ deployment }: { deployment: Deployment }) {
  const open = isOpen(deployment.status);
  const watched = useWatched(open);
  const reason = deployment.status === 'failed' && !deployment.diagnosis ? deployment.reason : null;
  if (!open && !deployment.diagnosis && !reason) return null;
  return (
    <div className="mt-1.5 flex flex-col gap-1.5 @4xl/main:pl-[8rem]">
      {open && <DeploymentStepper deployment={deployment} />}
      {deployment.diagnosis && <InlineDiagnosis diagnosis={deployment.diagnosis} watched={watched} />}
      {reason && (
        <p className="text-sm text-fg-muted">
          <RichLine text={reason} />
        </p>
      )}
    </div>
  );
}
