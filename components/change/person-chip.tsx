import { Bot, User } from 'lucide-react';
import { Chip } from '#/components/ui/chip.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { PersonCard } from './person-card.tsx';

/** Who did something: a person, or a program such as the control plane itself. Leads to what they changed; `card` false stands within another card. */
export function PersonChip({ name, program = name === 'control-plane', card = true }: { name: string; program?: boolean; card?: boolean }) {
  const Icon = program ? Bot : User;
  return (
    <Chip
      href={`/changes?author=${encodeURIComponent(name)}`}
      icon={<Icon aria-hidden />}
      card={card ? <PersonCard name={name} program={program} /> : undefined}
      className="border-transparent bg-transparent px-0 text-fg-muted hover:text-fg"
    >
      {plainText(name)}
    </Chip>
  );
}
