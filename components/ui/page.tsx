import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** The width and margins that every page shares; `narrow` is for prose. */
export function Page({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div className={cx('mx-auto flex w-full flex-col gap-6 px-4 py-5 md:px-8 md:py-7', narrow ? 'max-w-4xl' : 'max-w-[88rem]')}>
      {children}
    </div>
  );
}
