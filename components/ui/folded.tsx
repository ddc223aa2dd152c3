'use client';
import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = {
  summary: ReactNode;
  children: ReactNode;
  /** Ids of elements inside: a link to one of them unfolds this and goes there. */
  openFor?: readonly string[];
  open?: boolean;
  /** Draws the inside only once it has been unfolded, e.g. because it asks for data. */
  lazy?: boolean;
  className?: string;
};

/** Something worth having but not worth reading first; also printed when folded. */
export function Folded({ summary, children, openFor, open = false, lazy = false, className }: Props) {
  const element = useRef<HTMLDetailsElement>(null);
  const [seen, setSeen] = useState(open || !lazy);
  const ids = openFor?.join(' ') ?? '';
  useEffect(() => {
    const follow = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      if (!element.current || id === '' || !ids.split(' ').includes(id)) return;
      element.current.open = true;
      document.getElementById(id)?.scrollIntoView();
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [ids]);
  return (
    <details
      ref={element}
      open={open}
      onToggle={(event) => event.currentTarget.open && setSeen(true)}
      className={cx('group/folded', className)}
    >
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-sm text-fg-muted hover:text-fg [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 transition-transform group-open/folded:rotate-90" />
        {summary}
      </summary>
      {seen && children}
    </details>
  );
}
