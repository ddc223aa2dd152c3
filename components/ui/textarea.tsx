import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { fieldStyle } from './input.tsx';

/** A text field of several lines. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx(fieldStyle, 'min-h-16 py-1.5', className)} />;
}
