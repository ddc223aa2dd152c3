'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ChangeIcon } from '#/components/change/change-chip.tsx';
import { Popover } from '#/components/ui/popover.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import type { ChartRow } from './chart-data.ts';
import { gatherMarkers, type Flag, type Marker } from './gather-markers.ts';
import { LEFT_AXIS, RIGHT_AXIS, RIGHT_MARGIN } from './plot-size.ts';

type Props = { rows: readonly ChartRow[]; markers: readonly Marker[]; right: boolean; /** See `useFlagGap`. */ gap: number };

/** Small flags under a chart's time axis, one for each change or for several that crowd. */
export function ChartFlags({ rows, markers, right, gap }: Props) {
  const t = useTranslations('service.dashboard');
  const flags = gatherMarkers(markers, rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0, gap);
  return (
    <ul
      aria-label={t('changes')}
      className="relative mt-0.5 h-5"
      style={{ marginLeft: LEFT_AXIS, marginRight: RIGHT_MARGIN + (right ? RIGHT_AXIS : 0) }}
    >
      {flags.map((flag) => (
        <li key={flag.markers[0].change_id} className="absolute top-0 -translate-x-1/2" style={{ left: `${flag.position * 100}%` }}>
          <FlagButton flag={flag} />
        </li>
      ))}
    </ul>
  );
}

function FlagButton({ flag: { markers } }: { flag: Flag }) {
  const t = useTranslations('service.dashboard');
  const [first] = markers;
  const name = markers.length === 1 ? first.summary : t('changesHere', { count: markers.length });
  return (
    <Popover
      trigger={
        <button
          type="button"
          title={name}
          aria-label={name}
          className="flex h-5 min-w-5 items-center justify-center rounded-sm border bg-bg px-0.5 text-2xs text-fg-muted transition-colors hover:border-line-strong hover:bg-muted hover:text-fg"
        >
          {markers.length === 1 ? <ChangeIcon type={first.event_type} className="size-3" /> : markers.length}
        </button>
      }
    >
      <ul className="flex max-h-80 max-w-72 flex-col gap-2 overflow-y-auto">
        {markers.map((marker) => (
          <li key={marker.change_id} className="flex gap-2 text-sm">
            <ChangeIcon type={marker.event_type} className="mt-0.5 size-3.5 shrink-0 text-fg-faint" />
            <span className="min-w-0">
              <Link href={`/changes#${marker.change_id}`} className="rounded-sm hover:underline">
                {marker.summary}
              </Link>{' '}
              <RelativeTime at={marker.at} plain className="text-xs text-fg-faint" />
            </span>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
