import { Page } from '#/components/ui/page.tsx';
import { Skeleton, SkeletonRows } from '#/components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <Page>
      <Skeleton className="h-7 w-48" />
      <SkeletonRows rows={8} />
    </Page>
  );
}
