'use client';
import { useContext, useSyncExternalStore } from 'react';
import { readClock, RenderedAt, subscribeClock } from './clock.ts';

/**
 * A text or number made from the current time, e.g. "3 min ago". The component renders again only
 * when the result differs; it must be a primitive.
 */
export function useNow<T extends string | number | boolean>(read: (now: number) => T): T {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    subscribeClock,
    () => read(readClock()),
    () => read(renderedAt),
  );
}

const never = () => () => undefined;

/** The browser's time zone; UTC while the server's markup is being taken over. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    () => 'UTC',
  );
}

/** False in the server's markup and until the page's script has taken it over. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
