import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { Section } from '#/components/ui/section.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { chooseEvidence } from './evidence-choice.ts';
import { EvidenceCard } from './evidence-card.tsx';

/** "Why we think so": the few observations that carry the verdict, and the others folded. */
export function ReportEvidence({ report }: { report: Report }) {
  const t = useTranslations('diagnosis');
  const { shown, rest } = chooseEvidence(report);
  const onset = report.onset?.at ?? null;
  if (report.evidence.length === 0) return null;
  return (
    <Section title={t(report.root_cause ? 'section.why' : 'section.checked')}>
      <div className="grid gap-3 xl:grid-cols-2">
        {shown.map((evidence, index) => (
          <EvidenceCard
            key={evidence.id}
            evidence={evidence}
            onset={onset}
            className={index === 0 || (shown.length % 2 === 0 && index === shown.length - 1) ? 'xl:col-span-2' : undefined}
          />
        ))}
      </div>
      {rest.length > 0 && (
        <Folded summary={t('evidence.all', { count: rest.length })} className="mt-3" openFor={rest.map((evidence) => evidence.id)}>
          <div className="grid gap-3 pt-2 xl:grid-cols-2">
            {rest.map((evidence) => (
              <EvidenceCard key={evidence.id} evidence={evidence} onset={onset} />
            ))}
          </div>
        </Folded>
      )}
    </Section>
  );
}
