'use client';
import { LoaderCircle, Stethoscope } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { useDiagnosisEvents } from '#/components/data/use-diagnosis-events.ts';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { LiveSteps } from './live-steps.tsx';
import { NumberedEvidence } from './reference.tsx';

import { useHeld } from './use-held.ts';
import { WhatWasDone } from './what-was-done.tsx';

type Line = NonNullable<Deployment['diagnosis']>;

/**
 * A deployment's diagnosis within its row: live steps while it works, then the verdict's one line.
 * `watched`: the page saw the attempt under way, so that its steps are worth a moment's look.
 */
export function InlineDiagnosis({ diagnosis, watched }: { diagnosis: Line; watched: boolean }) {
  const working = diagnosis.status === 'queued' || diagnosis.status === 'running';
  const held = useHeld(working, working || watched);
  return held ? <Running id={diagnosis.id} /> : <Verdict diagnosis={diagnosis} />;
}

function Running({ id }: { id: string }) {
  const t = useTranslations('deployment');
  return (
    <div className="flex flex-col gap-1">
      <Link href={`/diagnoses/${id}`} className="inline-flex items-center gap-1.5 text-sm font-medium text-accent">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
        {t('diagnosing')}
      </Link>
      <FollowedSteps id={id} />
    </div>
  );
}

/** The live steps of a running diagnosis along one line; the line is kept free for them. */
export function FollowedSteps({ id }: { id: string }) {
  const { steps } = useDiagnosisEvents(id);
  return (
    <div className="min-h-4.5">
      <LiveSteps steps={steps} inline />
    </div>
  );
}

function Verdict({ diagnosis }: { diagnosis: Line }) {
  const t = useTranslations('deployment');
  const page = `/diagnoses/${diagnosis.id}`;
  const failed = diagnosis.status === 'failed' ? t('diagnosisFailed') : t('diagnosisCancelled');
  return (
    <NumberedEvidence report={null} page={page}>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <p aria-live="polite" className="text-sm">
          <Link href={page} className="inline-flex max-w-full items-baseline gap-1.5 text-fg hover:underline hover:underline-offset-2">
            <Stethoscope aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-fg-faint" />
            <span className="min-w-0">
              {diagnosis.summary ? <RichLine text={diagnosis.summary} /> : failed}
              {diagnosis.verdict && <span className="text-fg-muted"> — {t(`verdict.${diagnosis.verdict}`)}</span>}
            </span>
          </Link>
        </p>
        <WhatWasDone id={diagnosis.id} className="min-w-0 open:w-full" />
      </div>
    </NumberedEvidence>
  );
}
