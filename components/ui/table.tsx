import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

/** A dense table; it scrolls sideways within itself where it finds too little room, and its columns may go by that room (`@…/table:`). */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="@container/table relative overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table {...rest} className={cx('w-full border-collapse text-sm', className)} />
    </div>
  );
}

export function Th({ className, numeric = false, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx('h-8 border-b px-2 label whitespace-nowrap first:pl-0 last:pr-0', numeric ? 'text-right' : 'text-left', className)}
    />
  );
}

export function Td({ className, numeric = false, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td {...rest} className={cx('h-10 border-b px-2 py-1.5 first:pl-0 last:pr-0', numeric && 'text-right whitespace-nowrap', className)} />
  );
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={cx('transition-colors hover:bg-subtle', className)} />;
}
