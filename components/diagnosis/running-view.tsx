'use client';
import { useTranslations } from 'next-intl';
import type { DiagnosisState } from '#/components/data/diagnosis-state.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import type { Tone } from '#/components/ui/tone.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { EvidenceLinks, referencesOf } from './reference.tsx';
import { LiveSteps, StepsWithCalls } from './live-steps.tsx';

const tones = { info: 'neutral', warning: 'degraded', critical: 'failing' } as const satisfies Record<string, Tone>;

/** A diagnosis at work: its steps and tools on top, below only what is already evidence. */
export function RunningView({ run, compact }: { run: DiagnosisState; compact: boolean }) {
  const t = useTranslations('diagnosis');
  const reference = referencesOf(run.evidence);
  return (
    <div className="flex flex-col gap-5">
      {run.attempt > 1 && (
        <p className="rounded-md bg-degraded-soft px-3 py-2 text-sm text-degraded">{t('restarted', { attempt: run.attempt })}</p>
      )}
      {run.steps.length === 0 && <Skeleton className="h-4 w-56" />}
      {compact ? <LiveSteps steps={run.steps} inline /> : <StepsWithCalls steps={run.steps} calls={run.toolCalls} />}
      {run.findings.length > 0 && (
        <Section title={t('findingsSoFar')}>
          <ul aria-live="polite" className="flex flex-col gap-1.5 text-sm">
            {run.findings.map((finding) => (
              <li key={finding.id} className="flex flex-wrap items-baseline gap-x-2">
                <Badge tone={tones[finding.severity]}>{t(`severity.${finding.severity}`)}</Badge>
                <span className="min-w-0">
                  <RichLine text={finding.title} reference={reference} />
                  <EvidenceLinks ids={finding.evidence_ids} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {!compact && run.evidence.length > 0 && (
        <div className="grid gap-3 @4xl/main:grid-cols-2">
          {run.evidence.map((evidence) => (
            <EvidenceCard key={evidence.id} evidence={evidence} onset={null} />
          ))}
        </div>
      )}
    </div>
  );
}
