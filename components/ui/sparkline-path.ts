export type SparkPoint = readonly [number, number | null];

/**
 * Lines and the area below them, as SVG path data in a box of `width` × `height`; gaps stay gaps.
 * Where nothing is known before the first value, the line begins there, but spans `minSpan` (in the points' own unit) at least.
 */
export function sparklinePath(
  all: readonly SparkPoint[],
  width: number,
  height: number,
  minSpan = 0,
): { line: string; area: string } | null {
  const end = all.at(-1)?.[0] ?? 0;
  const begin = Math.min(all.find(([, value]) => value !== null)?.[0] ?? 0, end - minSpan);
  const points = all.filter(([at]) => at >= begin);
  const known = points.filter((point): point is readonly [number, number] => point[1] !== null);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || known.length < 2 || last[0] <= first[0]) return null;
  const top = Math.max(...known.map(([, value]) => value)) || 1;
  const x = (at: number) => round(((at - first[0]) / (last[0] - first[0])) * width);
  const y = (value: number) => round(height - 1 - (value / top) * (height - 2));
  const runs = split(points);
  return {
    line: runs.map((run) => `M${run.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')}`).join(''),
    area: runs
      .map(
        (run) =>
          `M${x(run[0]?.[0] ?? 0)} ${height}L${run.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')}L${x(run.at(-1)?.[0] ?? 0)} ${height}Z`,
      )
      .join(''),
  };
}

function split(points: readonly SparkPoint[]): [number, number][][] {
  const runs: [number, number][][] = [[]];
  for (const [at, value] of points) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push([at, value]);
  }
  return runs.filter((run) => run.length > 1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
