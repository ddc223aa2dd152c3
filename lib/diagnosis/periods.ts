import type { Window } from '#/lib/ports.ts';
import type { Observations } from './observations.ts';

/** Whether a deployment acts on the instances that run, without new ones. */
export function actsInPlace(deployment: Observations['deployment']): boolean {
  return deployment?.value.kind === 'flag' || deployment?.value.kind === 'scale';
}

const MINUTE = 60_000;
const SHORTEST = MINUTE;
const LONGEST = 15 * MINUTE;
/** Health is judged by means over a minute and some passes: the trouble began earlier by about so much. */
const NOTICED_AFTER = 90_000;

export type Periods = {
  /** When it fails. */
  failing: Window;
  /** As long, right before the change or the onset; null when nothing marks a beginning. */
  before: Window | null;
  /** The version that served before; null when it is the same or not known. */
  versionBefore: string | null;
};

/** The time of the failure and an equal one before it, to be compared. Of a failed attempt the change parts them, of a service the onset. */
export function periodsOf({ deployment, previous, health, window }: Observations): Periods {
  const facts = deployment?.value;
  const end = window.end;
  if (facts && facts.status !== 'healthy') {
    const versionBefore = actsInPlace(deployment) ? facts.version : (previous?.value.version ?? facts.previousVersion);
    const served = previous !== null || facts.previousVersion !== null || actsInPlace(deployment);
    return parted(window, Math.min(facts.createdAt, end - 1), served, versionBefore);
  }
  const unwell = health?.value.health === 'failing' || health?.value.health === 'degraded';
  const since = unwell ? (health.value.since ?? null) : null;
  if (since === null) return { failing: { start: Math.min(window.start, end - 1), end }, before: null, versionBefore: null };
  const noticed = since - NOTICED_AFTER;
  // A deployment shortly before the onset is the nearer dividing line: what came with it may have begun at once.
  const change = facts && facts.createdAt > since - LONGEST && facts.createdAt < since ? facts.createdAt : noticed;
  return parted(window, Math.max(window.start, Math.min(change, end - 1)), true, null);
}

function parted(window: Window, at: number, served: boolean, versionBefore: string | null): Periods {
  const length = Math.min(Math.max(window.end - at, SHORTEST), LONGEST);
  const before = served ? { start: at - length, end: at } : null;
  return { failing: { start: at, end: window.end }, before, versionBefore };
}
