'use client';
import { useTranslations } from 'next-intl';
import { useNow } from '#/components/ui/use-now.ts';
import type { Service } from '#/lib/contract/services.ts';

/** `0:42` of so many milliseconds. */
function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What is being rolled out and how far it is: "1.0.0 → 1.1.0, watching 0:42 of 1:00". */
export function RolloutLine({ service: { version, deploying } }: { service: Service }) {
  const t = useTranslations('service.rollout');
  const { watching_since: since, watch_until: until } = deploying ?? { watching_since: null, watch_until: null };
  const [start, end] = [Date.parse(since ?? ''), Date.parse(until ?? '')];
  const watched = useNow((now) => (Number.isNaN(start) || Number.isNaN(end) ? '' : clockOf(Math.min(now, end) - start)));
  if (!deploying) return null;
  const versions = version && version !== deploying.version ? `${version} → ${deploying.version}` : deploying.version;
  const stage =
    deploying.stage === 'watching' && watched
      ? t('watching', { done: watched, whole: clockOf(end - start) })
      : t(`stage.${deploying.stage}`);
  return (
    <span className="tabular-nums">
      {t('line', { what: t(`kind.${deploying.kind}`), versions })} {stage}
    </span>
  );
}
