import { periodsOf } from './periods.ts';
import { namedIn } from './names.ts';
import type { ChangeFacts, Observations } from './observations.ts';

/** A flag or a key of the running configuration that was changed, with the change. */
export type Switched = { kind: 'flag' | 'config'; name: string; after: unknown; change: ChangeFacts };

const MINUTE = 60_000;
/** A change so long before the trouble is no news to it: a path that takes an hour to be reached is told of by another. */
const LONG_BEFORE = 60 * MINUTE;

/** Flags and keys of the subject that were changed shortly before or while it fails, the newest change of each. */
export function switched(observations: Observations): Switched[] {
  const { failing } = periodsOf(observations);
  const { service } = observations;
  const own = observations.changes.filter(
    (change) =>
      change.service === service.name &&
      change.namespace === service.namespace &&
      change.at >= failing.start - LONG_BEFORE &&
      change.at <= observations.now,
  );
  const found = new Map<string, Switched>();
  for (const change of own.toSorted((a, b) => b.at - a.at)) {
    for (const item of change.changes) {
      const match = /^(flags|config)\.(.+)$/.exec(item.path);
      const [, place, name] = match ?? [];
      if (name === undefined || change.changes.some((other) => other.path === 'version')) continue;
      const kind = place === 'flags' ? 'flag' : 'config';
      if (!found.has(item.path)) found.set(item.path, { kind, name, after: item.after, change });
    }
  }
  return [...found.values()];
}

/** Those of them whose name the text holds, in whatever spelling. */
export function flagsNamed(observations: Observations, text: string): Switched[] {
  return switched(observations).filter((item) => namedIn(text, item.name));
}
