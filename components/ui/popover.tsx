'use client';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

/** A small panel behind a button, for more than a menu can say. */
export function Popover({
  trigger,
  title,
  children,
  align = 'start',
}: {
  trigger: ReactElement;
  title?: ReactNode;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50">
          <Base.Popup className="max-h-[var(--available-height)] max-w-[min(26rem,calc(100vw-1rem))] overflow-y-auto rounded-md bg-raised p-3 text-sm shadow-pop outline-none">
            {title && <Base.Title className="mb-1 text-sm font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
