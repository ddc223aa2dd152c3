'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style.ts';
import { cx } from './cx.ts';

export const backdropStyle =
  'fixed inset-0 z-40 bg-[#000]/30 transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0';
export const popupStyle =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[min(44rem,calc(100dvh-2rem))] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg bg-raised shadow-pop outline-none transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  wide?: boolean;
  /** Id of the control that has the focus at first; without it the close button. */
  focusOn?: string;
};

/** A question or form over the page; focus stays inside and returns to where it came from. */
export function Dialog({ open, onOpenChange, title, description, children, footer, wide = false, focusOn }: Props) {
  const t = useTranslations('common');
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Popup
          className={cx(popupStyle, wide ? 'max-w-3xl' : 'max-w-lg')}
          initialFocus={focusOn === undefined ? undefined : () => document.getElementById(focusOn)}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-0.5 text-sm text-fg-muted">{description}</Base.Description>}
            </div>
            <Base.Close aria-label={t('close')} className={cx(buttonStyle('ghost', 'sm', true), '-mr-1.5')}>
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer && <footer className="flex items-center justify-end gap-2 rounded-b-lg border-t bg-subtle px-5 py-3">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
