import { Page } from '#/components/ui/page.tsx';
import { Skeleton, SkeletonRows } from '#/components/ui/skeleton.tsx';

/** The overview's shape while it is fetched. */
export function OverviewSkeleton() {
  return (
    <Page>
      <Skeleton className="h-5.5 w-64" />
      <div className="grid gap-x-8 gap-y-8 @6xl/main:grid-cols-[minmax(0,1fr)_18rem]">
        <div>
          <Skeleton className="mb-2 h-7 w-24" />
          <SkeletonRows rows={5} className="h-13" />
        </div>
        <div>
          <Skeleton className="mb-2 h-7 w-24" />
          <SkeletonRows rows={7} className="h-14" />
        </div>
      </div>
    </Page>
  );
}
