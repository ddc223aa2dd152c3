import type { Evidence } from '#/lib/domain/diagnosis.ts';
import type { DrawReference } from '#/components/ui/rich-text.tsx';
import { evidenceNumber } from './evidence-choice.ts';

/** One cited number as a link to its card. */
export function EvidenceLink({ id }: { id: string }) {
  return (
    <a
      href={`#${id}`}
      className="mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-muted px-1 align-text-top text-2xs font-semibold text-fg-muted tabular-nums hover:bg-fg hover:text-bg"
    >
      {evidenceNumber(id)}
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
