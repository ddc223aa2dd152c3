'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';
import { search } from './urls.ts';

/** Filters that live in the address: back, reload and sharing keep them. `pending` while the page answers a change. */
export function useUrlFilter() {
  const router = useRouter();
  const path = usePathname();
  const current = useSearchParams();
  const [pending, start] = useTransition();
  return {
    pending,
    /** Changes some of the filters; the empty string removes one. */
    set: (changes: Record<string, string>) => {
      const target = path + search({ ...Object.fromEntries(current), ...changes }) + location.hash;
      start(() => router.replace(target, { scroll: false }));
    },
    clear: () => {
      start(() => router.replace(path, { scroll: false }));
    },
  };
}
