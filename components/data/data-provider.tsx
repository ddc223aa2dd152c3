'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { createQueryClient } from './query-client.ts';
import { useNotices } from './use-notices.ts';

function toSignIn() {
  location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Server data of the whole app: one cache, one stream of notices. */
export function DataProvider({ children }: { children: ReactNode }) {
  const [client] = useState(() => createQueryClient(toSignIn));
  return (
    <QueryClientProvider client={client}>
      <Notices />
      {children}
    </QueryClientProvider>
  );
}

function Notices() {
  useNotices();
  return null;
}
