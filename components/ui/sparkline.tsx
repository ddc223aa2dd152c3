import { cx } from './cx.ts';
import { sparklinePath, type SparkPoint } from './sparkline-path.ts';
import { toneText, type Tone } from './tone.ts';

const WIDTH = 64;
const HEIGHT = 22;
/** The line of something new is not stretched further than to ten minutes. */
const MIN_SPAN_MS = 600_000;

/** The course of one figure over time (unix ms), small and without axes; what it says in words stands beside it. */
export function Sparkline({ points, tone = 'neutral', className }: { points: readonly SparkPoint[]; tone?: Tone; className?: string }) {
  const path = sparklinePath(points, WIDTH, HEIGHT, MIN_SPAN_MS);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      preserveAspectRatio="none"
      className={cx('shrink-0', toneText[tone], className)}
    >
      {path ? (
        <>
          <path d={path.area} fill="currentColor" opacity="0.1" />
          <path
            d={path.line}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.25"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      ) : (
        <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} stroke="var(--line-strong)" strokeDasharray="2 3" />
      )}
    </svg>
  );
}
