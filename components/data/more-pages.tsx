'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#/components/ui/button.tsx';
import type { usePages } from './use-pages.ts';

type Pages = Pick<ReturnType<typeof usePages>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;

/** Stands below a list that has more pages; nothing when it has not. */
export function MorePages({ pages: { hasNextPage, isFetchingNextPage, fetchNextPage } }: { pages: Pages }) {
  const t = useTranslations('common');
  if (!hasNextPage) return null;
  return (
    <div className="flex justify-center py-3" data-print="hide">
      <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchingNextPage ? t('loadingMore') : t('more')}
      </Button>
    </div>
  );
}
