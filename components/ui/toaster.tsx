'use client';
import { Toast } from '@base-ui/react/toast';
import { CircleCheck, OctagonAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonStyle } from './button-style.ts';
import { toasts } from './toast.ts';

/** Where toasts appear: below, to the right, the newest last. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-20 z-[70] flex w-[min(22rem,calc(100vw-2rem))] flex-col-reverse gap-2 outline-none md:bottom-4">
          <Items />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Items() {
  const t = useTranslations('common');
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-md bg-raised text-sm shadow-pop transition-opacity data-[ending-style]:opacity-0 data-[limited]:hidden data-[starting-style]:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2 py-2 pr-1.5 pl-3">
        {toast.type === 'success' && <CircleCheck aria-hidden className="mt-1 size-3.5 shrink-0 text-healthy" />}
        {toast.type === 'error' && <OctagonAlert aria-hidden className="mt-1 size-3.5 shrink-0 text-failing" />}
        <div className="min-w-0 flex-1 py-0.5">
          <Toast.Title className="font-medium break-words" />
          <Toast.Description className="break-words text-fg-muted" />
        </div>
        <Toast.Close aria-label={t('close')} className={buttonStyle('ghost', 'sm', true)}>
          <X aria-hidden className="size-3.5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
