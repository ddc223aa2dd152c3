import type { Silence } from '#/lib/contract/incidents.ts';
import { plainText } from '#/components/ui/plain-text.ts';

/** The conditions of a silence as Alertmanager writes them. */
export function MatcherList({ matchers }: { matchers: Silence['matchers'] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {matchers.map((matcher, index) => (
        <code key={index} className="rounded-sm bg-muted px-1 py-px text-2xs [overflow-wrap:anywhere]">
          {plainText(`${matcher.name}${matcher.operator}"${matcher.value}"`)}
        </code>
      ))}
    </span>
  );
}
