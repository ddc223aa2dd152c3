import type { ReactNode } from 'react';
import type { Service } from '#/lib/contract/services.ts';

export const groups = ['pages', 'services', 'actions', 'deployments', 'diagnoses', 'changes', 'ask'] as const;
export type Group = (typeof groups)[number];

export type Verb = 'deploy' | 'rollback' | 'restart' | 'stop' | 'start' | 'scale';
/** What choosing a command does: go somewhere, open an action's dialog, or ask. */
export type Effect = { kind: 'go'; href: string } | { kind: 'act'; verb: Verb; service: Service } | { kind: 'ask'; question: string };

export type Command = {
  id: string;
  group: Group;
  label: string;
  /** Small words beside the label. */
  detail?: ReactNode;
  keywords: string;
  effect: Effect;
};
