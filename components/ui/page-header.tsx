import type { ReactNode } from 'react';

type Props = {
  title: ReactNode;
  /** Small words above the title, e.g. where it belongs. */ eyebrow?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
};

/** The first line of a page: what it is, the facts that matter (children), and what can be done. */
export function PageHeader({ title, eyebrow, children, actions }: Props) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {eyebrow && <div className="mb-0.5 text-xs text-fg-faint">{eyebrow}</div>}
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {children && <div className="mt-1 text-sm text-fg-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
