'use client';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useId, type ReactNode } from 'react';

type Props = { checked: boolean; onCheckedChange: (checked: boolean) => void; label: ReactNode; disabled?: boolean };

/** A box with its label; the whole line can be pressed. */
export function Checkbox({ checked, onCheckedChange, label, disabled }: Props) {
  const id = useId();
  return (
    <label className="inline-flex items-center gap-2 text-sm text-fg">
      <Base.Root
        checked={checked}
        disabled={disabled}
        aria-labelledby={id}
        onCheckedChange={onCheckedChange}
        className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-bg transition-colors data-[checked]:border-accent-solid data-[checked]:bg-accent-solid data-[disabled]:opacity-50"
      >
        <Base.Indicator className="text-on-accent">
          <Check aria-hidden className="size-3" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span id={id}>{label}</span>
    </label>
  );
}
