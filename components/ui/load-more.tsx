import { Button } from './button.tsx';

/** Stands below a list that has more; nothing when it has not. */
export function LoadMore({ label, more, busy, onMore }: { label: string; more: boolean; busy: boolean; onMore: () => void }) {
  if (!more) return null;
  return (
    <div className="flex justify-center py-3" data-print="hide">
      <Button size="sm" busy={busy} onClick={onMore}>
        {label}
      </Button>
    </div>
  );
}
