'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import type { TypedEvidence } from '#/lib/domain/evidence.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { ChangeFacts } from './change-facts.tsx';
import { EventLines } from './event-lines.tsx';
import { isWithheld, typedEvidence } from './evidence-data.ts';
import { looseFields } from './evidence-fields.ts';
import { FieldTable } from './field-table.tsx';
import { LogExcerpt } from './log-excerpt.tsx';
import { markLines } from './mark-lines.ts';
import { MetricChart } from './metric-chart.tsx';
import { SpanWaterfall } from './span-waterfall.tsx';

type Props = { evidence: Evidence; /** RFC 3339; drawn into charts that do not carry their own. */ onset: string | null };

/** The observation itself, drawn by its kind; data of an older shape is shown field by field. */
export function EvidenceBody({ evidence, onset }: Props) {
  const t = useTranslations('diagnosis.evidence');
  const typed = typedEvidence(evidence);
  if (isWithheld(evidence)) return <p className="text-sm text-fg-muted">{t('withheld')}</p>;
  if (typed) return <TypedBody evidence={typed} onset={onset} />;
  return (
    <WithExcerpt text={evidence.excerpt}>
      <FieldTable fields={looseFields(evidence.data)} />
    </WithExcerpt>
  );
}

function TypedBody({ evidence, onset }: { evidence: TypedEvidence; onset: string | null }) {
  const t = useTranslations('diagnosis.evidence');
  switch (evidence.kind) {
    case 'log': {
      const { lines, marked } = evidence.data;
      const marks = marked.length > 0 ? lines.map((_, index) => marked.includes(index)) : markLines(lines, [evidence.excerpt]);
      return <LogExcerpt lines={lines} marked={marks} label={t('kind.log')} />;
    }
    case 'metric':
      return (
        <WithExcerpt text={evidence.data.series.length > 0 ? '' : evidence.excerpt} quiet>
          <MetricChart
            series={evidence.data.series}
            unit={evidence.data.unit}
            onset={evidence.data.onset ?? (onset ? Date.parse(onset) : null)}
          />
        </WithExcerpt>
      );
    case 'change':
    case 'diff':
      return <ChangeFacts change={evidence.data} excerpt={evidence.excerpt} />;
    case 'trace':
      return (
        <WithExcerpt text={evidence.excerpt} quiet>
          <SpanWaterfall spans={evidence.data.spans} />
        </WithExcerpt>
      );
    case 'object':
    case 'status':
    case 'probe':
      return <FieldTable fields={evidence.data.fields} />;
    case 'event':
      return <EventLines events={evidence.data.events} />;
  }
}

/** `quiet` where the drawing itself shows what matters. */
function WithExcerpt({ text, quiet = false, children }: { text: string; quiet?: boolean; children: ReactNode }) {
  return (
    <>
      {text !== '' && quiet && <p className="text-sm [overflow-wrap:anywhere]">{plainText(text)}</p>}
      {text !== '' && !quiet && (
        <pre className="max-h-40 overflow-auto border-l-2 border-failing bg-failing-soft px-3 py-1.5 text-xs leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {plainText(text)}
        </pre>
      )}
      {children}
    </>
  );
}
