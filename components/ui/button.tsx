import type { ComponentProps } from 'react';
import { LoaderCircle } from 'lucide-react';
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style.ts';
import { cx } from './cx.ts';

type Props = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  square?: boolean;
  /** Shows that its work is under way and refuses another press. */ busy?: boolean;
};

/** A button; its label is a verb. `square` is for an icon alone and needs an `aria-label`. */
export function Button({ variant, size, square, busy = false, className, children, disabled, type = 'button', ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={cx(buttonStyle(variant, size, square), className)}
    >
      {busy && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {children}
    </button>
  );
}
