import { Circle, CircleCheck, CircleDashed, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Health } from '#/lib/domain/service.ts';
import { cx } from '#/components/ui/cx.ts';
import { toneText } from '#/components/ui/tone.ts';

const shapes = { healthy: CircleCheck, degraded: TriangleAlert, failing: OctagonX, unknown: CircleDashed } satisfies Record<
  Health,
  typeof Circle
>;

/** A service's health as a shape and a word; `hideWord` leaves the word to screen readers and the hover. */
export function HealthBadge({ health, stopped = false, hideWord = false }: { health: Health; stopped?: boolean; hideWord?: boolean }) {
  const t = useTranslations('common.health');
  const Shape = stopped ? Circle : shapes[health];
  const word = t(stopped ? 'stopped' : health);
  return (
    <span
      title={hideWord ? word : undefined}
      className={cx('inline-flex items-center gap-1.5 text-sm whitespace-nowrap', toneText[stopped ? 'unknown' : health])}
    >
      <Shape aria-hidden className="size-3.5 shrink-0" strokeWidth={2.25} />
      <span className={hideWord ? 'sr-only' : 'font-medium'}>{word}</span>
    </span>
  );
}
