'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '#/lib/contract/paging.ts';
import { getPage } from './api.ts';
import type { ProblemError } from './problem-error.ts';

/** The address of the page that a list's cursor leads to. */
function following(url: string, cursor: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
}

/**
 * A list that grows page by page, kept fresh by notices like every other answer. `first` is the
 * first page as the server's use case returned it.
 */
export function usePages<T>(url: string, first?: Page<T>) {
  const query = useInfiniteQuery<{ items: T[]; next: string | null }, ProblemError, T[], readonly string[], string>({
    queryKey: [url, 'pages'],
    queryFn: ({ pageParam, signal }) => getPage<T>(pageParam, signal),
    initialPageParam: url,
    getNextPageParam: (last) => last.next ?? undefined,
    initialData: first && { pages: [{ items: first.items, next: first.next && following(url, first.next) }], pageParams: [url] },
    select: (data) => data.pages.flatMap((page) => page.items),
  });
  return query;
}
