import { Flag, KeyRound, Package, RotateCcw, Scaling, Settings2, Undo2, Users, Wrench, CircleEllipsis, Boxes } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { EventType } from '#/lib/domain/change.ts';
import { Chip } from '#/components/ui/chip.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';

const icons = {
  DEPLOYMENT: Package,
  CONFIG_UPDATE: Settings2,
  FEATURE_FLAG: Flag,
  ROLLBACK: Undo2,
  SCALE: Scaling,
  RESTART: RotateCcw,
  SECRET_ROTATION: KeyRound,
  TEAM_CHANGE: Users,
  SERVICE_UPDATE: Boxes,
  MAINTENANCE: Wrench,
  OTHER: CircleEllipsis,
} satisfies Record<EventType, typeof Flag>;

/** The icon of a kind of change, the same wherever changes are listed. */
export function ChangeIcon({ type, className }: { type: EventType; className?: string }) {
  const Icon = icons[type];
  return <Icon aria-hidden className={className} />;
}

type Props = {
  id: string;
  type: EventType;
  /** For the hover card, as far as known. */
  summary?: string;
  author?: string;
  at?: string;
  /** What stands on the chip: the kind's word, or how long ago it was. */
  label?: 'type' | 'time';
};

/** One change: its kind, with what, who and when on hover; leads to its place in the list of changes. */
export function ChangeChip({ id, type, summary, author, at, label = 'type' }: Props) {
  const t = useTranslations('common.eventType');
  const card = summary ? (
    <>
      <p className="text-sm">{summary}</p>
      <p className="mt-1 text-xs text-fg-muted">
        {t(type)} · {author} {at && <RelativeTime at={at} plain />}
      </p>
    </>
  ) : undefined;
  return (
    <Chip href={`/changes#${id}`} icon={<ChangeIcon type={type} />} card={card}>
      {label === 'time' && at ? (
        <>
          <span className="sr-only">{summary ?? t(type)} </span>
          <RelativeTime at={at} plain />
        </>
      ) : (
        t(type)
      )}
    </Chip>
  );
}
