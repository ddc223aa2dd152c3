'use client';
import { createContext } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back every second while anyone listens: one timer for the whole page. */
export function subscribeClock(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Unix milliseconds of the last tick; at rest, of now. */
export function readClock(): number {
  if (timer === undefined) now = Date.now();
  return now;
}

/** The moment at which the server rendered the page, so that the first client render says the same. */
export const RenderedAt = createContext(0);
