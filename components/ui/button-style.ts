import { cx } from './cx.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md';

const variants = {
  primary: 'bg-accent-solid text-on-accent hover:bg-accent-solid-hover border-transparent',
  secondary: 'bg-bg text-fg border-line-strong hover:bg-muted',
  ghost: 'bg-transparent text-fg-muted border-transparent hover:bg-muted hover:text-fg data-[popup-open]:bg-muted',
  danger: 'bg-failing-solid text-white border-transparent hover:brightness-110',
} satisfies Record<ButtonVariant, string>;

const sizes = { sm: 'h-7 px-2 text-xs gap-1', md: 'h-8 px-3 text-sm gap-1.5' } satisfies Record<ButtonSize, string>;
const squares = { sm: 'size-7', md: 'size-8' } satisfies Record<ButtonSize, string>;

/** The classes of a button, also for links and menu triggers that look like one; `square` holds an icon alone. */
export function buttonStyle(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md', square = false): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap transition-colors select-none',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    variants[variant],
    square ? cx(squares[size], 'p-0') : sizes[size],
  );
}
