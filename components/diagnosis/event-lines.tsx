import type { EvidenceData } from '#/lib/domain/evidence.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { shortText } from '#/components/ui/plain-text.ts';

const MOST = 30;

/** Events as their source told them: when, the reason's word, the text. */
export function EventLines({ events }: { events: EvidenceData<'event'>['events'] }) {
  return (
    <ol className="flex flex-col gap-1 text-xs">
      {events.slice(0, MOST).map((event, index) => (
        <li key={index} className="grid grid-cols-[4.5rem_minmax(0,8rem)_minmax(0,1fr)] gap-x-2">
          <ExactTime at={event.at} className="text-fg-faint" />
          <code className="truncate">{shortText(event.reason, 80)}</code>
          <span className="[overflow-wrap:anywhere]">{shortText(event.text, 1000)}</span>
        </li>
      ))}
    </ol>
  );
}
