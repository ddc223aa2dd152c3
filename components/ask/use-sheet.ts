'use client';
import { useEffect, type RefObject } from 'react';

/** Below this width the panel lies over the page as a sheet; Tailwind's `lg`. */
const SHEET = '(max-width: 63.99rem)';

/**
 * While the panel is an open sheet the page behind it is inert and does not scroll: focus stays in the
 * sheet and goes back to where it was. Beside the page, where both are used together, nothing is held.
 */
export function useSheet(panel: RefObject<HTMLElement | null>, open: boolean): void {
  useEffect(() => {
    const element = panel.current;
    if (!open || !element?.parentElement) return;
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const behind = [...element.parentElement.children].filter((each) => each !== element);
    const media = window.matchMedia(SHEET);
    const hold = (held: boolean) => {
      for (const each of behind) each.toggleAttribute('inert', held);
      document.documentElement.style.overflow = held ? 'hidden' : '';
    };
    const adapt = () => hold(media.matches);
    adapt();
    media.addEventListener('change', adapt);
    return () => {
      media.removeEventListener('change', adapt);
      hold(false);
      // Whoever went on elsewhere keeps the focus there.
      if (document.activeElement === document.body || element.contains(document.activeElement)) before?.focus();
    };
  }, [panel, open]);
}
