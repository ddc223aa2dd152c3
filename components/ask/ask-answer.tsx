'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { VerdictWord } from '#/components/diagnosis/verdict-word.tsx';
import { RichLine, RichText } from '#/components/ui/rich-text.tsx';
import type { Report } from '#/lib/domain/diagnosis.ts';

/** A report in short: verdict, sentence, what to do. Its numbers lead to the evidence on the whole page. */
export function AskAnswer({ id, report }: { id: string; report: Report }) {
  const t = useTranslations('ask');
  const known = new Set(report.evidence.map((item) => item.id));
  const reference = (cited: string, text: string): ReactNode =>
    known.has(cited) ? (
      <Link
        href={`/diagnoses/${id}#${cited}`}
        className="mx-0.5 rounded-sm bg-muted px-1 text-2xs font-semibold text-fg-muted hover:text-fg"
      >
        {text}
      </Link>
    ) : null;
  const [action] = report.recommended_actions;
  return (
    <div className="flex flex-col gap-2 text-sm" aria-live="polite">
      {report.verdict && (
        <p>
          <VerdictWord verdict={report.verdict} />
        </p>
      )}
      <RichText text={report.verdict ? report.summary : report.answer} reference={reference} />
      {report.verdict && report.evidence.length > 0 && (
        <p className="text-xs text-fg-muted">{t('basis', { evidence: report.evidence.length, gaps: report.gaps.length })}</p>
      )}
      {action && action.kind !== 'none' && (
        <p className="rounded-md bg-subtle px-3 py-2 text-sm">
          <span className="block label">{t('toDo')}</span>
          <RichLine text={action.title} reference={reference} />
        </p>
      )}
    </div>
  );
}
