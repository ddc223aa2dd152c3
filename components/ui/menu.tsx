'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';

const itemStyle =
  'flex cursor-default items-center gap-2 px-3 py-1.5 text-sm outline-none select-none data-[highlighted]:bg-muted data-[disabled]:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-fg-faint';

/** A list of actions behind a button; `trigger` is that button's element, e.g. `<Button>…</Button>`. */
export function Menu({
  trigger,
  children,
  align = 'end',
  label,
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'end';
  label?: string;
}) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} aria-label={label} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-50 outline-none">
          <Base.Popup className="max-h-[var(--available-height)] max-w-80 min-w-44 overflow-y-auto rounded-md bg-raised py-1 shadow-pop outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The same list at a place of the screen (pixels), e.g. where a chart was clicked; open as long as it is drawn. */
export function MenuAt({
  x,
  y,
  label,
  onClose,
  children,
}: {
  x: number;
  y: number;
  label: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Base.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
          sideOffset={4}
          align="start"
          className="z-50 outline-none"
        >
          <Base.Popup
            aria-label={label}
            className="max-h-[var(--available-height)] max-w-80 min-w-44 overflow-y-auto rounded-md bg-raised py-1 shadow-pop outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One action of a Menu. */
export function MenuItem({
  onSelect,
  icon,
  danger = false,
  disabled,
  children,
}: {
  onSelect: () => void;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Base.Item onClick={onSelect} disabled={disabled} className={cx(itemStyle, danger && 'text-failing [&_svg]:text-failing')}>
      {icon}
      {children}
    </Base.Item>
  );
}

/** One of several values, of which one is chosen; screen readers hear which. */
export function MenuChoice<T extends string>({
  value,
  onValueChange,
  items,
}: {
  value: T;
  onValueChange: (value: T) => void;
  items: readonly { value: T; label: string; icon?: ReactNode }[];
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={onValueChange}>
      {items.map((item) => (
        <Base.RadioItem key={item.value} value={item.value} closeOnClick className={itemStyle}>
          {item.icon}
          <span className="flex-1">{item.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** Names what follows in a Menu. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-3 pt-1.5 pb-1 label">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
