'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { RenderedAt } from '#/components/ui/clock.ts';
import { Toaster } from '#/components/ui/toaster.tsx';

/** What every page needs in the browser, signed in or not. */
export function PageProviders({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <RenderedAt value={renderedAt}>
        {children}
        <Toaster />
      </RenderedAt>
    </CSPProvider>
  );
}
