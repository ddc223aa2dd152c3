'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type TabLink = { id: string; label: ReactNode; href: string };

/** On a phone the row is wider than the screen. */
function inSight(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Views of one thing, each with an address of its own, so that back, reload and sharing work. */
export function TabLinks({ items, current, label }: { items: readonly TabLink[]; current: string; label: string }) {
  return (
    <nav aria-label={label} className="-mb-px flex [scrollbar-width:none] gap-5 overflow-x-auto overflow-y-hidden">
      {items.map((item) => (
        <Link
          key={item.id}
          href={item.href}
          scroll={false}
          ref={item.id === current ? inSight : undefined}
          aria-current={item.id === current ? 'page' : undefined}
          className={cx(
            'border-b-2 px-0.5 pt-1 pb-2 text-sm whitespace-nowrap transition-colors focus-visible:-outline-offset-2',
            item.id === current ? 'border-fg font-medium text-fg' : 'border-transparent text-fg-muted hover:text-fg',
          )}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}
