'use client';
import { useEffect, useState } from 'react';

/** Long enough to read four short steps, short enough not to be waited for. */
const READ_MS = 1_400;

/**
 * True while `working` and, where that was seen, for a moment after, so that the last steps can be read
 * before the verdict takes their place. No moment at all for those who asked their system for less motion.
 */
export function useHeld(working: boolean, seen = working): boolean {
  const [held, setHeld] = useState(working || seen);
  if (working && !held) setHeld(true);
  useEffect(() => {
    if (!held || working) return;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setTimeout(() => setHeld(false), still ? 0 : READ_MS);
    return () => clearTimeout(timer);
  }, [held, working]);
  return held;
}

/** Whether `open` has been true since the page came up: then what follows was watched, and is no history. */
export function useWatched(open: boolean): boolean {
  const [watched, setWatched] = useState(open);
  if (open && !watched) setWatched(true);
  return watched;
}
