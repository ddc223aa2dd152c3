'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { Folded } from '#/components/ui/folded.tsx';
import { RichText } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Asked } from './asked.tsx';
import { CauseGraph } from './cause-graph.tsx';
import { ChangesConsidered } from './changes-considered.tsx';
import { chooseEvidence } from './evidence-choice.ts';
import { Feedback } from './feedback.tsx';
import { Gaps } from './gaps.tsx';
import { Hypotheses } from './hypotheses.tsx';
import { NoteHead } from './note-head.tsx';
import { Recommended } from './recommended.tsx';
import { NumberedEvidence, referencesOf } from './reference.tsx';
import { ReportEvidence } from './report-evidence.tsx';
import { TimelineView } from './timeline-view.tsx';
import { TimingsView } from './timings.tsx';

type Props = { diagnosis: Diagnosis; report: Report; compact: boolean };

/** The finished note, from the cause to what was not checked; `compact` stops after the evidence. */
export function ReportView({ diagnosis, report, compact }: Props) {
  const t = useTranslations('diagnosis');
  const { shown, rest } = chooseEvidence(report);
  return (
    <NumberedEvidence ids={[...shown, ...rest].map((evidence) => evidence.id)}>
      <div className="flex flex-col gap-6">
        <NoteHead report={report} />
        <Recommended report={report} subject={diagnosis.subject} />
        {report.root_cause === null && report.answer !== '' && (
          <RichText text={report.answer} reference={referencesOf(report.evidence)} className="max-w-prose" />
        )}
        <ReportEvidence report={report} shown={shown} rest={rest} />
        {compact ? (
          <Link href={`/diagnoses/${diagnosis.id}`} className="text-sm text-accent underline underline-offset-2">
            {t('openFull')}
          </Link>
        ) : (
          <>
            <ChangesConsidered report={report} />
            <Hypotheses report={report} />
            <CauseGraph report={report} />
            <Section title={t('section.timeline')}>
              <TimelineView report={report} />
            </Section>
            <Gaps gaps={report.gaps} />
            {report.root_cause !== null && report.answer !== '' && (
              <Folded summary={t('section.answer')}>
                <RichText text={report.answer} reference={referencesOf(report.evidence)} className="mt-2 max-w-prose text-sm" />
              </Folded>
            )}
            <Asked diagnosis={diagnosis} />
            <TimingsView timings={diagnosis.timings} engine={report.engine} />
            <Feedback id={diagnosis.id} />
          </>
        )}
      </div>
    </NumberedEvidence>
  );
}
