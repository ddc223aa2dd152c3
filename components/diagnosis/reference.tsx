'use client';
import { createContext, useContext, type ReactNode } from 'react';
import type { Evidence, Report } from '#/lib/domain/diagnosis.ts';
import { evidenceNumbers } from '#/lib/domain/evidence-order.ts';
import type { DrawReference } from '#/components/ui/rich-text.tsx';

type Facts = {
  numbers: ReadonlyMap<string, number>;
  /** The page that holds the cards; empty when it is this one. */
  page: string;
  /** What each change says of itself, by its id. */
  changes: ReadonlyMap<string, string>;
};

const NumberedReport = createContext<Facts>({ numbers: new Map(), page: '', changes: new Map() });

/** Numbers a report's evidence from 1 in the order in which its cards stand, for all that cite it inside. */
export function NumberedEvidence({ report, page = '', children }: { report: Report | null; page?: string; children: ReactNode }) {
  const numbers = report ? evidenceNumbers(report) : new Map<string, number>();
  const changes = new Map((report?.changes_considered ?? []).map((change) => [change.change_id, change.summary]));
  return <NumberedReport value={{ numbers, page, changes }}>{children}</NumberedReport>;
}

/** The number that a reader knows an item by; its own while nothing has been put in order yet. */
export function useEvidenceNumber(id: string): string {
  const number = useContext(NumberedReport).numbers.get(id);
  return number === undefined ? id.replace(/^\D+/, '') || id : String(number);
}

/** What a change of this report says of itself. */
export function useChangeSummary(id: string): string | undefined {
  return useContext(NumberedReport).changes.get(id);
}

/** One cited number as a link to its card. */
export function EvidenceLink({ id }: { id: string }) {
  const { page } = useContext(NumberedReport);
  return (
    <a
      href={`${page}#${id}`}
      className="mx-px rounded-full bg-muted px-1.5 py-px align-[0.1em] text-2xs font-semibold whitespace-nowrap text-fg-muted tabular-nums hover:bg-fg hover:text-bg"
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
