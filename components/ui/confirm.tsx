'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { backdropStyle, popupStyle } from './dialog.tsx';
import { buttonStyle } from './button-style.ts';
import { cx } from './cx.ts';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What exactly will happen. */
  children?: ReactNode;
  /** The verb on the button. */
  action: string;
  danger?: boolean;
  /** A rejection keeps the dialog open and shows the error's message. */
  onConfirm: () => Promise<unknown>;
};

/** Asks before something that cannot be taken back by looking away; closes when the work was accepted. */
export function Confirm({ open, onOpenChange, title, children, action, danger = false, onConfirm }: Props) {
  const t = useTranslations('common');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    } finally {
      setBusy(false);
    }
  }

  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        setError(null);
        onOpenChange(next);
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropStyle} />
        <AlertDialog.Popup className={cx(popupStyle, 'max-w-md')}>
          <div className="flex min-h-0 flex-col gap-2 overflow-y-auto px-5 pt-4 pb-5">
            <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="text-sm text-fg-muted">
              {children}
            </AlertDialog.Description>
            {error && (
              <p role="alert" className="rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
                {error}
              </p>
            )}
          </div>
          <footer className="flex justify-end gap-2 rounded-b-lg border-t bg-subtle px-5 py-3">
            <AlertDialog.Close className={buttonStyle('secondary')}>{t('cancel')}</AlertDialog.Close>
            <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
              {action}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
