/** [unix milliseconds, value]; null is "no data" and leaves a hole in the line. */
type Point = readonly [number, number | null];
export type Scale = { from: number; to: number; top: number };

/** The range that several series share; the value axis begins at zero, so that a wobble does not look like a fall. */
export function scaleOf(series: readonly { points: readonly Point[] }[]): Scale | null {
  const points = series.flatMap((one) => one.points);
  const times = points.map((point) => point[0]);
  const values = points.flatMap((point) => (point[1] === null ? [] : [point[1]]));
  if (values.length === 0) return null;
  return { from: Math.min(...times), to: Math.max(...times), top: Math.max(...values, 0) || 1 };
}

/** The `d` of an svg path over a box of `width` × `height`; a lone point between holes becomes a dot. */
export function linePath(points: readonly Point[], scale: Scale, width: number, height: number): string {
  const x = (at: number) => (scale.to > scale.from ? ((at - scale.from) / (scale.to - scale.from)) * width : width / 2);
  const y = (value: number) => height - (Math.max(0, value) / scale.top) * height;
  let drawing = false;
  return points
    .map(([at, value]) => {
      if (value === null) {
        drawing = false;
        return '';
      }
      const step = `${drawing ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      const dot = drawing ? '' : 'h0.01';
      drawing = true;
      return step + dot;
    })
    .join('');
}

/** The means of the points before a moment (unix ms) and from it on; null where there is no value. */
export function meansAround(points: readonly Point[], moment: number): { before: number | null; after: number | null } {
  const mean = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);
  const values = (side: readonly Point[]) => side.flatMap((point) => (point[1] === null ? [] : [point[1]]));
  return {
    before: mean(values(points.filter((point) => point[0] < moment))),
    after: mean(values(points.filter((point) => point[0] >= moment))),
  };
}
