import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

type Props = {
  label: string;
  /** Said on the button that removes all filters; null while there are none. */ clear: string | null;
  onClear: () => void;
  pending: boolean;
  children: ReactNode;
};

/** The filters above a list. */
export function FilterBar({ label, clear, onClear, pending, children }: Props) {
  return (
    <div
      role="search"
      aria-label={label}
      aria-busy={pending || undefined}
      className={cx('flex flex-wrap items-end gap-2 transition-opacity', pending && 'opacity-60')}
      data-print="hide"
    >
      {children}
      {clear !== null && (
        <Button variant="ghost" onClick={onClear}>
          <X aria-hidden className="size-3.5" />
          {clear}
        </Button>
      )}
    </div>
  );
}

/** The place of one filter: beside each other where there is room, two in a row on a phone. */
export function FilterItem({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return <div className={cx('w-[calc(50%-0.25rem)]', wide ? 'sm:w-56' : 'sm:w-44')}>{children}</div>;
}
