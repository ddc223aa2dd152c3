'use client';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cx } from './cx.ts';
import { fieldStyle } from './input.tsx';

export type SelectItem<T extends string> = { value: T; label: string };

type Props<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  items: readonly SelectItem<T>[];
  /** Read by screen readers when no `<label htmlFor={id}>` stands beside it. */
  label?: string;
  id?: string;
  disabled?: boolean;
  className?: string;
};

/** One of a short list of values. */
export function Select<T extends string>({ value, onValueChange, items, label, id, disabled, className }: Props<T>) {
  return (
    <Base.Root value={value} items={items} disabled={disabled} modal={false} onValueChange={(next) => next !== null && onValueChange(next)}>
      <Base.Trigger id={id} aria-label={label} className={cx(fieldStyle, 'inline-flex h-8 items-center justify-between gap-2', className)}>
        <Base.Value className="truncate" />
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-fg-faint" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-72 min-w-(--anchor-width) overflow-y-auto rounded-md bg-raised py-1 shadow-pop outline-none">
            {items.map((item) => (
              <Base.Item
                key={item.value}
                value={item.value}
                className="grid cursor-default grid-cols-[1rem_1fr] items-center gap-1.5 py-1 pr-4 pl-2 text-sm outline-none select-none data-[highlighted]:bg-muted"
              >
                <Base.ItemIndicator>
                  <Check aria-hidden className="size-3.5" />
                </Base.ItemIndicator>
                <Base.ItemText className="col-start-2">{item.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
