import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** Hands what the server already knows to the browser's cache, each answer under its address. */
export function Prefetched({ answers, children }: { answers: Record<string, unknown>; children: ReactNode }) {
  const client = new QueryClient();
  for (const [url, answer] of Object.entries(answers)) client.setQueryData([url], answer);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
