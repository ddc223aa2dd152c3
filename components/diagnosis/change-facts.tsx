import type { EvidenceData } from '#/lib/domain/evidence.ts';
import { ChangeChip } from '#/components/change/change-chip.tsx';
import { FieldDiff } from '#/components/change/field-diff.tsx';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { RelativeTime } from '#/components/ui/relative-time.tsx';

/** A change as evidence: which, by whom, when, and the fields that it altered. */
export function ChangeFacts({ change, excerpt }: { change: EvidenceData<'change'>; excerpt: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <ChangeChip id={change.change_id} type={change.event_type} />
        <PersonChip name={change.author} />
        <RelativeTime at={change.at} className="text-fg-muted" />
      </p>
      {excerpt !== change.change_id && <p className="text-sm [overflow-wrap:anywhere]">{plainText(excerpt)}</p>}
      {change.changes.length > 0 && <FieldDiff entries={change.changes} />}
    </div>
  );
}
