'use client';
import { formatClock, formatInstant } from '#/lib/format.ts';
import { useTimeZone } from './use-now.ts';

/** The clock's time in the reader's zone, for logs and timelines; the whole instant on hover. */
export function ExactTime({ at, detail = 'second', className }: { at: string; detail?: 'minute' | 'second' | 'day'; className?: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={`${formatInstant(at, zone)} ${zone}`} className={className}>
      {formatClock(at, zone, detail)}
    </time>
  );
}
