'use client';
import { Toaster as Sonner } from 'sonner';

/** Where `toast()` of sonner shows short confirmations; errors of a form stay in the form. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      duration={4000}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-full items-start gap-2 rounded-md bg-raised px-3 py-2.5 text-sm text-fg shadow-pop',
          description: 'text-fg-muted',
          actionButton: 'ml-auto text-accent font-medium',
          error: 'text-failing',
        },
      }}
    />
  );
}
