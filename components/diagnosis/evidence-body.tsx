'use client';
import { useTranslations } from 'next-intl';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { Diff } from '#/components/ui/diff.tsx';
import { plainText, shortText } from '#/components/ui/plain-text.ts';
import { LogExcerpt } from './log-excerpt.tsx';
import { evidenceView, type Field } from './evidence-data.ts';
import { MetricChart } from './metric-chart.tsx';
import { SpanWaterfall } from './span-waterfall.tsx';
import { markLines } from './mark-lines.ts';

/** The observation itself, drawn by the shape of its data; its excerpt stands above whatever does not show it. */
export function EvidenceBody({ evidence, onset }: { evidence: Evidence; onset: string | null }) {
  const t = useTranslations('diagnosis.evidence');
  const view = evidenceView(evidence);
  switch (view.shape) {
    case 'log': {
      const marked = markLines(view.lines, [evidence.excerpt]);
      if (!marked.includes(true))
        return <WithExcerpt text={evidence.excerpt}>{<LogExcerpt lines={view.lines} marked={marked} label={t('kind.log')} />}</WithExcerpt>;
      return <LogExcerpt lines={view.lines} marked={marked} label={t('kind.log')} />;
    }
    case 'metric':
      return (
        <WithExcerpt text={evidence.excerpt}>
          <MetricChart series={view.series} unit={view.unit} onset={onset} />
        </WithExcerpt>
      );
    case 'diff':
      return (
        <WithExcerpt text={evidence.excerpt}>
          <Diff entries={view.changes} />
        </WithExcerpt>
      );
    case 'trace':
      return (
        <WithExcerpt text={evidence.excerpt}>
          <SpanWaterfall spans={view.spans} />
        </WithExcerpt>
      );
    case 'fields':
      return (
        <WithExcerpt text={evidence.excerpt}>
          <Fields fields={view.fields} />
        </WithExcerpt>
      );
    case 'none':
      return <WithExcerpt text={evidence.excerpt}>{null}</WithExcerpt>;
  }
}

function WithExcerpt({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <>
      {text !== '' && (
        <pre className="max-h-40 overflow-auto border-l-2 border-failing bg-failing-soft px-3 py-1.5 text-xs leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {plainText(text)}
        </pre>
      )}
      {children}
    </>
  );
}

function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className="grid max-h-56 grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-3 gap-y-0.5 overflow-y-auto text-xs" tabIndex={0}>
      {fields.slice(0, 40).map((field, index) => (
        <div key={index} className="contents">
          <dt className="font-mono [overflow-wrap:anywhere] text-fg-faint">{field.name}</dt>
          <dd className="font-mono [overflow-wrap:anywhere]">{shortText(field.value, 500)}</dd>
        </div>
      ))}
    </dl>
  );
}
