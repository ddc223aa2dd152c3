import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

export const fieldStyle =
  'w-full rounded-md border border-line-strong bg-bg px-2.5 text-sm text-fg transition-colors hover:border-fg-faint focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-failing';

/** A one-line text field; give it a label through `Field` or `aria-label`. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx(fieldStyle, 'h-8', className)} />;
}
