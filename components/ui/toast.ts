'use client';
import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';

/** The toasts of the page; `Toaster` shows them. */
export const toasts = Toast.createToastManager();

type Options = { description?: ReactNode };

function say(type: 'plain' | 'success' | 'error') {
  return (title: ReactNode, { description }: Options = {}) => {
    toasts.add({ title, description, type, timeout: type === 'error' ? 8000 : 4000, priority: type === 'error' ? 'high' : 'low' });
  };
}

/** A short confirmation, or an error that belongs to no form. It is announced to screen readers. */
export const toast = Object.assign(say('plain'), { success: say('success'), error: say('error') });
