/** A key to press. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border bg-subtle px-1 text-2xs text-fg-muted">
      {children}
    </kbd>
  );
}
