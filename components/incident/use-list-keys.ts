'use client';
import { useEffect, useRef, type RefObject } from 'react';

/** A key that somebody types into a field, or with a modifier, belongs to others. */
function isFree(event: KeyboardEvent): boolean {
  const { target } = event;
  const typing =
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"]');
  return !typing && !event.metaKey && !event.ctrlKey && !event.altKey && !event.defaultPrevented;
}

/** j and k move the focus along the links marked `data-row` within `list`; a acknowledges the focused one. Enter is the link's own. */
export function useListKeys(list: RefObject<HTMLElement | null>, onAcknowledge: (id: number) => void): void {
  const acknowledge = useRef(onAcknowledge);
  useEffect(() => {
    acknowledge.current = onAcknowledge;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isFree(event) || !['j', 'k', 'a'].includes(event.key)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
      const at = rows.findIndex((row) => row === document.activeElement);
      if (event.key === 'a') {
        const id = Number(rows[at]?.dataset.row);
        if (id > 0) acknowledge.current(id);
        return;
      }
      const next = at < 0 ? 0 : event.key === 'j' ? Math.min(rows.length - 1, at + 1) : Math.max(0, at - 1);
      rows[next]?.focus();
      rows[next]?.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
}
