'use client';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import type { ReactNode } from 'react';

type Props<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  items: readonly { value: T; label: ReactNode }[];
  label: string;
};

/** One of two to five values that are all worth seeing at once. */
export function Segmented<T extends string>({ value, onValueChange, items, label }: Props<T>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={(next) => {
        const chosen = items.find((item) => item.value === next[0]);
        if (chosen) onValueChange(chosen.value);
      }}
      className="inline-flex rounded-md bg-muted p-0.5"
    >
      {items.map((item) => (
        <Toggle
          key={item.value}
          value={item.value}
          className="h-6 rounded-sm px-2 text-xs font-medium text-fg-muted transition-colors hover:text-fg data-[pressed]:bg-bg data-[pressed]:text-fg data-[pressed]:shadow-[0_0_0_1px_var(--line)]"
        >
          {item.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
