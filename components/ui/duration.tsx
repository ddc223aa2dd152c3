'use client';
import { useLocale } from 'next-intl';
import { formatDuration, languageOf } from '#/lib/format.ts';
import { useNow } from './use-now.ts';

/** How long something took, or ticking how long it has been going on when `until` is null. Both RFC 3339. */
export function Duration({ from, until, className }: { from: string; until: string | null; className?: string }) {
  const language = languageOf(useLocale());
  const text = useNow((now) => formatDuration(coarse((until ? Date.parse(until) : now) - Date.parse(from), until === null), language));
  return <span className={className}>{text}</span>;
}

/** A running clock shows whole seconds only. */
function coarse(ms: number, running: boolean): number {
  return running ? Math.max(0, Math.floor(ms / 1000)) * 1000 : ms;
}
