'use client';
import type { Incident } from '#/lib/contract/incidents.ts';
import { InlineDiagnosis } from '#/components/diagnosis/inline-diagnosis.tsx';
import { useWatched } from '#/components/diagnosis/use-held.ts';

/** What the diagnosis of an incident says in one line, live while it works; without one, why there is none. */
export function VerdictLine({ incident: { diagnosis, decision_text } }: { incident: Incident }) {
  const working = diagnosis?.status === 'queued' || diagnosis?.status === 'running';
  const watched = useWatched(working);
  if (diagnosis) return <InlineDiagnosis diagnosis={diagnosis} watched={watched} />;
  return decision_text ? <p className="text-xs text-fg-muted">{decision_text}</p> : null;
}
