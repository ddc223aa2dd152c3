'use client';
import { useSearchParams } from 'next/navigation';
import { useNow } from '#/components/ui/use-now.ts';
import { rangeOf, ranges, type Range } from './time-range.ts';

/** What every chart of a page shows: unix ms on a grid of `step` ms, the same for all, so that they share axis and cursor. */
export type TimeWindow = { start: number; end: number; step: number; tick: number; /** A fixed piece of the past. */ zoomed: boolean };

const POINTS = 180;
const TICKS = [5, 15, 30, 60, 180, 600, 1800, 3600, 14_400].map((seconds) => seconds * 1000);
const TICKS_WANTED = 6;

/** A fixed window of the past; its grid is fine enough for a chart and no finer than a second. */
export function zoomWindow(start: number, end: number): TimeWindow {
  const step = Math.max(1, Math.ceil((end - start) / POINTS / 1000)) * 1000;
  const tick = TICKS.find((ms) => (end - start) / ms <= TICKS_WANTED) ?? 14_400_000;
  return { start: Math.floor(start / step) * step, end: Math.ceil(end / step) * step, step, tick, zoomed: true };
}

/** The window that the address asks for: `?range=`, or `?from=&to=` (unix ms) for a piece that was zoomed into. */
export function useWindow(): { range: Range; window: TimeWindow } {
  const params = useSearchParams();
  const range = rangeOf(params.get('range'));
  const { ms, step, tick } = ranges[range];
  const grid = step * 1000;
  const now = useNow((at) => Math.ceil(at / grid) * grid);
  const [from, to] = [Number(params.get('from')), Number(params.get('to'))];
  const zoomed = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && to - from >= 1000;
  return { range, window: zoomed ? zoomWindow(from, to) : { start: now - ms, end: now, step: grid, tick, zoomed: false } };
}
