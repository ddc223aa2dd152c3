import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { toneSoft, type Tone } from './tone.ts';

/** A word on a soft ground; an icon or shape beside it, so that colour never speaks alone. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
  className,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-sm px-1.5 align-middle text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
        toneSoft[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
