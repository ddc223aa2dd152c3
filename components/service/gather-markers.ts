import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';

export type Marker = MetricsAnswer['markers'][number];
/** Changes that stand too close to be told apart on a chart; `position` is 0 at its left edge and 1 at its right. */
export type Flag = { position: number; markers: [Marker, ...Marker[]] };

/** Puts changes onto the time axis from `start` to `end` (unix ms); neighbours nearer than `gap` (a share of the width) share a flag. */
export function gatherMarkers(markers: readonly Marker[], start: number, end: number, gap: number): Flag[] {
  if (end <= start) return [];
  const placed = markers
    .map((marker) => ({ marker, position: (Date.parse(marker.at) - start) / (end - start) }))
    .filter(({ position }) => position >= 0 && position <= 1)
    .sort((a, b) => a.position - b.position);
  const flags: Flag[] = [];
  for (const { marker, position } of placed) {
    const last = flags.at(-1);
    if (last && position - last.position < gap) last.markers.push(marker);
    else flags.push({ position, markers: [marker] });
  }
  return flags;
}
