import { connected, unreachable, unresolvable, type Address } from './log-connections.ts';
import { isQuiet } from './log-events.ts';
import type { ReadLine } from './log-lines.ts';
import { lastHit, type Hit } from './log-signatures.ts';

/** A call that got no connection, by a log: where to, whether its name had no address, and when the words came first (unix ms). */
export type Unanswered = { address: Address; unresolved: boolean; since: number };

/**
 * The last call of which a log tells that it got no connection. What a program tells in passing is none, nor is one that
 * it was still waiting for when it said so: a connection that came about afterwards is over.
 */
export function lastUnanswered(lines: readonly ReadLine[]): Unanswered | null {
  const told = lines.filter((line) => !isQuiet(line));
  const unresolved = standing(lines, lastHit(told, unresolvable));
  const refused = standing(lines, lastHit(told, unreachable));
  const nameless = unresolved && (!refused || unresolved.line.index >= refused.line.index);
  if (nameless) return { address: { host: unresolved.value.host, port: null }, unresolved: true, since: unresolved.since };
  return refused && { address: refused.value, unresolved: false, since: refused.since };
}

function standing<T>(lines: readonly ReadLine[], hit: Hit<T> | null): Hit<T> | null {
  if (!hit) return null;
  const { index, instance } = hit.line;
  return lines.some((line) => line.index > index && line.instance === instance && connected(line.text)) ? null : hit;
}
