import { CircleCheck, CircleDashed, CircleDot, CircleSlash, Undo2, OctagonX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DeploymentStatus } from '#/lib/domain/deployment.ts';
import { Badge } from '#/components/ui/badge.tsx';
import type { Tone } from '#/components/ui/tone.ts';

const looks = {
  pending: { tone: 'neutral', Shape: CircleDashed },
  progressing: { tone: 'accent', Shape: CircleDot },
  healthy: { tone: 'healthy', Shape: CircleCheck },
  failed: { tone: 'failing', Shape: OctagonX },
  rolled_back: { tone: 'unknown', Shape: Undo2 },
  superseded: { tone: 'unknown', Shape: CircleSlash },
} satisfies Record<DeploymentStatus, { tone: Tone; Shape: typeof CircleDot }>;

/** A deployment's status as a shape and a word. */
export function StatusBadge({ status }: { status: DeploymentStatus }) {
  const t = useTranslations('common.deploymentStatus');
  const { tone, Shape } = looks[status];
  return (
    <Badge tone={tone} icon={<Shape aria-hidden className={status === 'progressing' ? 'animate-pulse' : undefined} />}>
      {t(status)}
    </Badge>
  );
}
