import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem-error.ts';

/** Whether asking again may help: lost connections and a server in trouble, never a refusal. */
export function worthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500);
}

/** One cache per page load. Notices tell it what is out of date; a session that ended leads to sign-in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ProblemError && error.status === 401) onSignedOut();
      },
    }),
    defaultOptions: { queries: { staleTime: 30_000, retry: worthRetrying, refetchOnWindowFocus: true }, mutations: { retry: false } },
  });
}
