import type { Report } from '#/lib/domain/diagnosis.ts';

type Item = Report['timeline'][number];
export type Moment = Item & {
  /** How many like it came in a row, and when the last of them was. */
  count: number;
  last: string;
  /** 0..1 on the axis from the first moment to the last. */
  position: number;
  /** Milliseconds after the onset; negative before it; null without an onset. */
  offset: number | null;
};

/** Moments of one kind with one text closer than this are shown as one. */
const GATHER_MS = 120_000;

/** The timeline in order, repetitions gathered, placed on one axis. An onset that the report did not list is added under kind `onset`. */
export function groupTimeline(items: readonly Item[], onset: Report['onset']): Moment[] {
  const listed =
    onset && !items.some((item) => item.kind === 'onset') ? [...items, { at: onset.at, kind: 'onset', text: onset.basis }] : items;
  const sorted = [...listed].sort((a, b) => a.at.localeCompare(b.at));
  const first = Date.parse(sorted[0]?.at ?? '');
  const span = Date.parse(sorted.at(-1)?.at ?? '') - first;
  const start = onset ? Date.parse(onset.at) : null;
  const moments: Moment[] = [];
  for (const item of sorted) {
    const at = Date.parse(item.at);
    const before = moments.at(-1);
    if (before && before.kind === item.kind && before.text === item.text && at - Date.parse(before.last) <= GATHER_MS) {
      before.count += 1;
      before.last = item.at;
    } else {
      moments.push({
        ...item,
        count: 1,
        last: item.at,
        position: span > 0 ? (at - first) / span : 0,
        offset: start === null ? null : at - start,
      });
    }
  }
  return moments;
}

const kinds = ['change', 'start', 'ready', 'onset', 'evidence', 'failure', 'alert', 'step', 'notice'] as const;

/** The word for a moment's kind; an unknown one is a plain moment. */
export function timelineKind(kind: string): (typeof kinds)[number] | 'other' {
  return kinds.find((known) => known === kind) ?? 'other';
}

/** `−1:05` before the onset, `+0:12` after it, `+2:03:00` hours later, `0` at it. */
export function offsetText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds === 0) return '0';
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return `${ms < 0 ? '−' : '+'}${clock}`;
}
