'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { orderEvidence } from '#/lib/domain/evidence-order.ts';
import { RichText } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Asked } from './asked.tsx';
import { CauseGraph } from './cause-graph.tsx';
import { ChangesConsidered } from './changes-considered.tsx';
import { Feedback } from './feedback.tsx';
import { Gaps } from './gaps.tsx';
import { Hypotheses } from './hypotheses.tsx';
import { NoteHead } from './note-head.tsx';
import { Recommended } from './recommended.tsx';
import { NumberedEvidence, referencesOf } from './reference.tsx';
import { ReportEvidence } from './report-evidence.tsx';
import { TimelineView } from './timeline-view.tsx';
import { TimingsView } from './timings.tsx';
import { WhatWasDone } from './what-was-done.tsx';

type Props = { diagnosis: Diagnosis; report: Report; compact: boolean };

/** The finished note, from the cause to what was not checked; `compact` stops after the evidence. */
export function ReportView({ diagnosis, report, compact }: Props) {
  const t = useTranslations('diagnosis');
  const { shown, rest } = orderEvidence(report);
  return (
    <NumberedEvidence report={report}>
      <div className="flex flex-col gap-6">
        <NoteHead report={report} />
        <Recommended report={report} subject={diagnosis.subject} />
        {report.root_cause === null && report.answer !== '' && (
          <RichText text={report.answer} reference={referencesOf(report.evidence)} className="max-w-prose" />
        )}
        <ReportEvidence report={report} shown={shown} rest={rest} />
        {compact ? (
          <div className="flex flex-wrap items-baseline gap-x-6 gap-y-2">
            <Link href={`/diagnoses/${diagnosis.id}`} className="text-sm text-accent underline underline-offset-2">
              {t('openFull')}
            </Link>
            <WhatWasDone id={diagnosis.id} className="open:w-full" />
          </div>
        ) : (
          <>
            <ChangesConsidered report={report} />
            <Hypotheses report={report} />
            <CauseGraph report={report} subject={diagnosis.subject} />
            <Section title={t('section.timeline')}>
              <TimelineView report={report} />
            </Section>
            <Gaps gaps={report.gaps} />
            <WhatWasDone id={diagnosis.id} />
            <Asked diagnosis={diagnosis} />
            <TimingsView timings={diagnosis.timings} engine={report.engine} />
            <Feedback id={diagnosis.id} />
          </>
        )}
      </div>
    </NumberedEvidence>
  );
}
