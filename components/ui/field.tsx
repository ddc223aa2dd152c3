import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A label above its control, with a hint or what is wrong with the value below; the control takes `id`. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
  className,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-fg-muted">
        {label}
      </label>
      {children}
      {error ? (
        <p role="alert" className="text-xs text-failing">
          {error}
        </p>
      ) : (
        hint && <p className="text-xs text-fg-faint">{hint}</p>
      )}
    </div>
  );
}
