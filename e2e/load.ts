import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rig, Web } from './rig.ts';

/** How one call of a load ended; `status` 0 when no answer came at all. */
export type Outcome = { status: number; ms: number; at: number; externalId: string };
export type Load = { stop(): Promise<Outcome[]>; outcomes: Outcome[] };

/** A call has a deadline of 30 s; what answers later hangs. */
const GIVE_UP_MS = 35_000;

/** Reports changes at so many a second, each with an id of its own, to these webs by turns, until it is stopped. */
export function startLoad(rig: Rig, webs: () => Pick<Web, 'url'>[], perSecond: number): Load {
  const outcomes: Outcome[] = [];
  const open = new Set<Promise<void>>();
  const stopping = new AbortController();
  const one = async (number: number) => {
    const at = performance.now();
    const externalId = randomUUID();
    const targets = webs();
    const status = await post(rig, targets[number % targets.length] ?? { url: 'http://127.0.0.1:1' }, externalId);
    outcomes.push({ status, at, ms: performance.now() - at, externalId });
  };
  const running = (async () => {
    const began = performance.now();
    for (let number = 0; !stopping.signal.aborted; number += 1) {
      const call: Promise<void> = one(number).finally(() => open.delete(call));
      open.add(call);
      const next = began + ((number + 1) * 1000) / perSecond;
      await sleep(Math.max(0, next - performance.now()));
    }
  })();
  return {
    outcomes,
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(open);
      return outcomes;
    },
  };
}

async function post(rig: Rig, web: Pick<Web, 'url'>, externalId: string): Promise<number> {
  try {
    const answer = await fetch(`${web.url}/api/v1/audit-logs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rig.token}`, 'content-type': 'application/json' },
      // Sixteen audit chains: entries of one namespace wait for each other.
      body: JSON.stringify({
        event_type: 'OTHER',
        namespace: `load-${externalId[0] ?? ''}`,
        summary: 'a change under load',
        external_id: externalId,
      }),
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    // A call that hangs is not the same as one whose process is gone.
    return error instanceof DOMException && error.name === 'TimeoutError' ? -1 : 0;
  }
}

/** Ids of the calls that were told that they are stored. */
export function acknowledged(outcomes: readonly Outcome[]): string[] {
  return outcomes.filter(({ status }) => status >= 200 && status < 300).map(({ externalId }) => externalId);
}

/** How often each status came. */
export function tally(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The value below which this share of them lies; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
