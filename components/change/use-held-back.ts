'use client';
import { useEffect, useState } from 'react';
import { heldBack } from './held-back.ts';

/** Above this many pixels the reader counts as being at the top, where new items may simply appear. */
const TOP_PX = 160;

/** Keeps a growing list still while it is being read further down; `show` lets the new ones in. */
export function useHeldBack<T extends { id: string }>(items: readonly T[]) {
  const [anchor, setAnchor] = useState<string | null>(null);
  const first = items[0]?.id ?? null;
  useEffect(() => {
    const follow = () => setAnchor((current) => (window.scrollY < TOP_PX ? null : (current ?? first)));
    window.addEventListener('scroll', follow, { passive: true });
    return () => window.removeEventListener('scroll', follow);
  }, [first]);
  return {
    ...heldBack(items, anchor),
    show: () => {
      setAnchor(null);
      window.scrollTo({ top: 0 });
    },
  };
}
