'use client';
import { useTranslations } from 'next-intl';
import { useDiagnosisEvents } from '#/components/data/use-diagnosis-events.ts';
import { Folded } from '#/components/ui/folded.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { StepsWithCalls } from './live-steps.tsx';

/** The steps of a diagnosis that has ended, from its stored events; asked for when unfolded. */
export function WhatWasDone({ id, className }: { id: string; className?: string }) {
  const t = useTranslations('diagnosis');
  return (
    <Folded summary={t('section.done')} lazy className={className}>
      <Done id={id} />
    </Folded>
  );
}

function Done({ id }: { id: string }) {
  const t = useTranslations('diagnosis');
  const run = useDiagnosisEvents(id);
  const told = run.live || run.status === 'completed' || run.status === 'cancelled' || run.status === 'failed';
  if (run.steps.length === 0) {
    return told ? <p className="mt-1 text-sm text-fg-muted">{t('done.none')}</p> : <Skeleton className="mt-2 h-24 w-full" />;
  }
  return (
    <div className="mt-2">
      <StepsWithCalls steps={run.steps} calls={run.toolCalls} />
    </div>
  );
}
