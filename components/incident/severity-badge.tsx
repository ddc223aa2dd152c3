import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Incident } from '#/lib/contract/incidents.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { cx } from '#/components/ui/cx.ts';
import { toneText, type Tone } from '#/components/ui/tone.ts';

type Severity = Incident['severity'];

const looks = {
  critical: { tone: 'failing', Shape: OctagonAlert },
  warning: { tone: 'degraded', Shape: TriangleAlert },
  info: { tone: 'neutral', Shape: Info },
} satisfies Record<Severity, { tone: Tone; Shape: typeof Info }>;

/** How urgent something is, as a shape and a word. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const t = useTranslations('incidents.severity');
  const { tone, Shape } = looks[severity];
  return (
    <Badge tone={tone} icon={<Shape aria-hidden />}>
      {t(severity)}
    </Badge>
  );
}

/** The shape alone, with its word for those who do not see it. */
export function SeverityShape({ severity, className }: { severity: Severity; className?: string }) {
  const t = useTranslations('incidents.severity');
  const { tone, Shape } = looks[severity];
  return (
    <span className={cx('inline-flex', className)} title={t(severity)}>
      <Shape aria-hidden className={cx('size-4', toneText[tone])} />
      <span className="sr-only">{t(severity)}</span>
    </span>
  );
}
