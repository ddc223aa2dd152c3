import { Bot, User } from 'lucide-react';

/** Who did something: a person, or a program such as the control plane itself. */
export function PersonChip({ name, program = false }: { name: string; program?: boolean }) {
  const Icon = program ? Bot : User;
  return (
    <span className="inline-flex h-5 max-w-full min-w-0 items-center gap-1 align-middle text-xs text-fg-muted">
      <Icon aria-hidden className="size-3 shrink-0 text-fg-faint" />
      <span className="truncate">{name}</span>
    </span>
  );
}
