import type { RulePreview } from '#/lib/contract/rules.ts';

/** The bands of what would have fired are at least so wide, of a thousand, so that a short one is seen. */
const LEAST_WIDTH = 3;

/** A preview as SVG on a field of 1,000 by 100: the line, broken where nothing was measured, and the bands. */
export function previewShape(
  { start, end, points, fired }: Pick<RulePreview, 'start' | 'end' | 'points' | 'fired'>,
  top: number,
): { line: string; bands: { x: number; width: number }[] } {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const x = (at: number) => Math.round(((at - from) / (to - from)) * 10_000) / 10;
  const parts = points.map(([at, value], index) => {
    if (value === null) return '';
    const begins = index === 0 || points[index - 1]?.[1] === null;
    return `${begins ? 'M' : 'L'}${x(at)} ${Math.round((100 - Math.min(1, value / top) * 100) * 10) / 10}`;
  });
  return {
    line: parts.join(''),
    bands: fired.map((item) => {
      const left = x(Math.max(from, Date.parse(item.start)));
      return { x: left, width: Math.max(LEAST_WIDTH, x(item.end === null ? to : Date.parse(item.end)) - left) };
    }),
  };
}
