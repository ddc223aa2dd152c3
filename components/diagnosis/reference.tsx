'use client';
import { createContext, useContext, type ReactNode } from 'react';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import type { DrawReference } from '#/components/ui/rich-text.tsx';
import { evidenceNumber } from './evidence-choice.ts';

const Numbers = createContext<ReadonlyMap<string, string>>(new Map());

/** Numbers a report's evidence from 1 in the order in which its cards stand, for all that cite it inside. */
export function NumberedEvidence({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  return <Numbers value={new Map(ids.map((id, index) => [id, String(index + 1)]))}>{children}</Numbers>;
}

/** The number that a reader knows an item by; its own while nothing has been put in order yet. */
export function useEvidenceNumber(id: string): string {
  return useContext(Numbers).get(id) ?? evidenceNumber(id);
}

/** One cited number as a link to its card. */
export function EvidenceLink({ id }: { id: string }) {
  return (
    <a
      href={`#${id}`}
      className="mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-muted px-1 align-text-top text-2xs font-semibold text-fg-muted tabular-nums hover:bg-fg hover:text-bg"
    >
      {useEvidenceNumber(id)}
    </a>
  );
}

/** The numbers behind a claim. */
export function EvidenceLinks({ ids }: { ids: readonly string[] }) {
  return ids.map((id) => <EvidenceLink key={id} id={id} />);
}

/** Turns the numbers in a report's text into links, as far as the report holds that evidence. */
export function referencesOf(evidence: readonly Evidence[]): DrawReference {
  const known = new Set(evidence.map((item) => item.id));
  return (id) => (known.has(id) ? <EvidenceLink id={id} /> : null);
}
