'use client';
import { useCallback, useState } from 'react';

/** A flag and the space beside it, px. */
const FLAG = 23;
/** Of a chart until the browser has measured it, px. */
const USUAL_WIDTH = 600;

/** How near two flags may stand, as a share of the chart's width; `measure` is the ref of what is as wide as the chart. */
export function useFlagGap(): { gap: number; measure: (element: HTMLElement | null) => (() => void) | undefined } {
  const [width, setWidth] = useState(USUAL_WIDTH);
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || USUAL_WIDTH));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { gap: FLAG / width, measure };
}
