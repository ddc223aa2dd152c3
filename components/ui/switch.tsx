'use client';
import { Switch as Base } from '@base-ui/react/switch';

type Props = { checked: boolean; onCheckedChange: (checked: boolean) => void; label: string; disabled?: boolean };

/** A setting that takes effect at once. */
export function Switch({ checked, onCheckedChange, label, disabled }: Props) {
  return (
    <Base.Root
      checked={checked}
      disabled={disabled}
      aria-label={label}
      onCheckedChange={onCheckedChange}
      className="relative inline-flex h-[18px] w-8 shrink-0 rounded-full border border-line-strong bg-muted p-px transition-colors data-[checked]:border-accent-solid data-[checked]:bg-accent-solid data-[disabled]:opacity-50"
    >
      <Base.Thumb className="size-3.5 rounded-full bg-fg-faint transition-[translate,background-color] data-[checked]:translate-x-[14px] data-[checked]:bg-white" />
    </Base.Root>
  );
}
