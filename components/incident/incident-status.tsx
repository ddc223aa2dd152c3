import { CircleCheck, CircleDashed, Eye, Flame } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Incident } from '#/lib/contract/incidents.ts';
import { Badge } from '#/components/ui/badge.tsx';
import type { Tone } from '#/components/ui/tone.ts';

const looks = {
  firing: { tone: 'failing', Shape: Flame },
  acknowledged: { tone: 'accent', Shape: Eye },
  stale: { tone: 'unknown', Shape: CircleDashed },
  resolved: { tone: 'healthy', Shape: CircleCheck },
} satisfies Record<Incident['status'], { tone: Tone; Shape: typeof Eye }>;

/** Where an incident stands, as a shape and a word. */
export function IncidentStatusBadge({ status }: { status: Incident['status'] }) {
  const t = useTranslations('incidents.status');
  const { tone, Shape } = looks[status];
  return (
    <Badge tone={tone} icon={<Shape aria-hidden />}>
      {t(status)}
    </Badge>
  );
}
