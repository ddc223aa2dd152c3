import { useTranslations } from 'next-intl';
import type { Evidence, Report } from '#/lib/domain/diagnosis.ts';
import { Folded } from '#/components/ui/folded.tsx';
import { Section } from '#/components/ui/section.tsx';
import { EvidenceCard } from './evidence-card.tsx';

type Props = { report: Report; /** What carries the verdict, and what is folded. */ shown: readonly Evidence[]; rest: readonly Evidence[] };

/** "Why we think so": the few observations that carry the verdict, and the others folded. */
export function ReportEvidence({ report, shown, rest }: Props) {
  const t = useTranslations('diagnosis');
  const onset = report.onset?.at ?? null;
  if (shown.length + rest.length === 0) return null;
  return (
    <Section title={t(report.root_cause ? 'section.why' : 'section.checked')}>
      <div className="grid items-start gap-3 @4xl/main:grid-cols-2">
        {shown.map((evidence, index) => (
          <EvidenceCard key={evidence.id} evidence={evidence} onset={onset} className={index === 0 ? '@4xl/main:col-span-2' : undefined} />
        ))}
      </div>
      {rest.length > 0 && (
        <Folded summary={t('evidence.all', { count: rest.length })} className="mt-3" openFor={rest.map((evidence) => evidence.id)}>
          <div className="grid items-start gap-3 pt-2 @4xl/main:grid-cols-2">
            {rest.map((evidence) => (
              <EvidenceCard key={evidence.id} evidence={evidence} onset={onset} />
            ))}
          </div>
        </Folded>
      )}
    </Section>
  );
}
