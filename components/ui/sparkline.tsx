import { cx } from './cx.ts';
import { sparklinePath, type SparkPoint } from './sparkline-path.ts';
import { toneText, type Tone } from './tone.ts';

const WIDTH = 64;
const HEIGHT = 22;
type Props = {
  points: readonly SparkPoint[];
  /** The axis reaches at least so far, so that noise stays flat. */ least?: number;
  tone?: Tone;
  className?: string;
};

/** The course of one figure over time, small and without axes; what it says in words stands beside it. */
export function Sparkline({ points, least = 0, tone = 'neutral', className }: Props) {
  const path = sparklinePath(points, WIDTH, HEIGHT, least);
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
