import { CircleCheck, CircleHelp, Target, CircleDot } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Verdict } from '#/lib/domain/diagnosis.ts';
import { Badge } from '#/components/ui/badge.tsx';
import type { Tone } from '#/components/ui/tone.ts';

const looks = {
  proven: { tone: 'failing', Shape: Target },
  likely: { tone: 'degraded', Shape: CircleDot },
  inconclusive: { tone: 'unknown', Shape: CircleHelp },
  no_fault: { tone: 'healthy', Shape: CircleCheck },
} satisfies Record<Verdict, { tone: Tone; Shape: typeof Target }>;

/** How sure a diagnosis is, as a shape and a word: Proven, Likely, Not proven, No fault found. */
export function VerdictWord({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('common.verdict');
  const { tone, Shape } = looks[verdict];
  return (
    <Badge tone={tone} icon={<Shape aria-hidden />}>
      {t(verdict)}
    </Badge>
  );
}
