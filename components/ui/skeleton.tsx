import { cx } from './cx.ts';

/** Keeps the place of what is coming; give it the final size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('animate-pulse rounded-sm bg-muted', className)} />;
}

/** Rows of a table that is being fetched. */
export function SkeletonRows({ rows = 6, className = 'h-10' }: { rows?: number; className?: string }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={cx('flex items-center border-b', className)}>
          <Skeleton className="h-3 w-full" />
        </div>
      ))}
    </div>
  );
}
