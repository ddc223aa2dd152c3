export type SparkPoint = readonly [number, number | null];

/**
 * Lines and the area below them, as SVG path data in a box of `width` × `height`; gaps stay gaps.
 * The line begins with the first known value, so that what is young looks alive; its axis reaches to `least` at least.
 */
export function sparklinePath(all: readonly SparkPoint[], width: number, height: number, least = 0): { line: string; area: string } | null {
  const known = all.filter((point): point is readonly [number, number] => point[1] !== null);
  const first = known[0];
  const last = all.at(-1);
  if (!first || !last || known.length < 2) return null;
  const points = all.filter(([at]) => at >= first[0]);
  const top = Math.max(least, ...known.map(([, value]) => value)) || 1;
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
