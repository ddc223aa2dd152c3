'use client';
import { ArrowRight, Square } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DiagnosisState } from '#/components/data/diagnosis-state.ts';
import { act } from '#/components/data/mutations.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { LiveSteps } from '#/components/diagnosis/live-steps.tsx';
import { useDiagnosisRun } from '#/components/diagnosis/use-diagnosis-run.ts';
import { Button } from '#/components/ui/button.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RichText } from '#/components/ui/rich-text.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { toast } from '#/components/ui/toast.ts';
import type { Turn } from './ask-context.tsx';
import { AskAnswer } from './ask-answer.tsx';

/** One question with its answer: live while it is worked on, then the report in short. */
export function AskTurn({ turn }: { turn: Turn }) {
  const t = useTranslations('ask');
  const { query, diagnosis, run, working } = useDiagnosisRun(turn.id);
  const report = diagnosis?.report;
  return (
    <li className="flex flex-col gap-2.5">
      <p className="text-sm font-medium [overflow-wrap:anywhere] whitespace-pre-wrap">{plainText(turn.question)}</p>
      {query.error && !diagnosis ? (
        <ProblemState error={query.error} title={t('couldNotLoad')} onRetry={() => void query.refetch()} />
      ) : report ? (
        <AskAnswer id={turn.id} report={report} />
      ) : working ? (
        <Working id={turn.id} run={run} />
      ) : diagnosis ? (
        <p className="text-sm text-fg-muted">
          {diagnosis.status === 'failed'
            ? (diagnosis.error?.message ?? t('failed'))
            : diagnosis.status === 'cancelled'
              ? t('cancelled')
              : null}
        </p>
      ) : (
        <Skeleton className="h-16 w-full" />
      )}
      {diagnosis && (
        <Link
          href={`/diagnoses/${turn.id}`}
          className="inline-flex items-center gap-1 self-start rounded-sm text-xs text-accent hover:underline"
        >
          {t(working ? 'followThere' : 'wholeReport')}
          <ArrowRight aria-hidden className="size-3" />
        </Link>
      )}
    </li>
  );
}

function Working({ id, run }: { id: string; run: DiagnosisState }) {
  const t = useTranslations('ask');
  const textOf = useProblemText();
  const [cancelling, setCancelling] = useState(false);

  async function cancel() {
    setCancelling(true);
    try {
      await act.cancelDiagnosis(id);
    } catch (error) {
      toast.error(textOf(error));
      setCancelling(false);
    }
  }

  return (
    <div className="flex flex-col gap-2.5" aria-busy>
      {run.steps.length === 0 ? <Skeleton className="h-4 w-56" /> : <LiveSteps steps={run.steps} />}
      {run.evidence.length > 0 && (
        <p className="text-xs text-fg-muted tabular-nums">{t('evidenceSoFar', { count: run.evidence.length })}</p>
      )}
      {run.text !== '' && (
        <div aria-live="polite">
          <RichText text={run.text} className="text-sm" />
        </div>
      )}
      <Button size="sm" busy={cancelling} onClick={() => void cancel()} className="self-start">
        {!cancelling && <Square aria-hidden className="size-3" />}
        {t('cancel')}
      </Button>
    </div>
  );
}
