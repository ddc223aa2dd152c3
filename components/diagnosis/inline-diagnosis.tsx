'use client';
import { LoaderCircle, Stethoscope } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { useDiagnosisEvents } from '#/components/data/use-diagnosis-events.ts';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { LiveSteps } from './live-steps.tsx';

type Line = NonNullable<Deployment['diagnosis']>;

/** A deployment's diagnosis within its row: live steps while it works, then the verdict's one line. */
export function InlineDiagnosis({ diagnosis }: { diagnosis: Line }) {
  return diagnosis.status === 'queued' || diagnosis.status === 'running' ? (
    <Running id={diagnosis.id} />
  ) : (
    <Verdict diagnosis={diagnosis} />
  );
}

function Running({ id }: { id: string }) {
  const t = useTranslations('deployment');
  return (
    <div className="flex flex-col gap-1">
      <Link href={`/diagnoses/${id}`} className="inline-flex items-center gap-1.5 text-sm font-medium text-accent">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
        {t('diagnosing')}
      </Link>
      <InlineSteps id={id} />
    </div>
  );
}

/** The live steps of a running diagnosis along one line. */
export function InlineSteps({ id }: { id: string }) {
  const run = useDiagnosisEvents(id);
  return run.steps.length > 0 ? <LiveSteps steps={run.steps} inline /> : null;
}

function Verdict({ diagnosis }: { diagnosis: Line }) {
  const t = useTranslations('deployment');
  const failed = diagnosis.status === 'failed' ? t('diagnosisFailed') : t('diagnosisCancelled');
  return (
    <p aria-live="polite" className="text-sm">
      <Link
        href={`/diagnoses/${diagnosis.id}`}
        className="inline-flex max-w-full items-baseline gap-1.5 text-fg hover:underline hover:underline-offset-2"
      >
        <Stethoscope aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-fg-faint" />
        <span className="min-w-0">
          {diagnosis.summary ? <RichLine text={diagnosis.summary} /> : failed}
          {diagnosis.verdict && <span className="text-fg-muted"> — {t(`verdict.${diagnosis.verdict}`)}</span>}
        </span>
      </Link>
    </p>
  );
}
