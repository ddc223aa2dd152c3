import type { WorkloadStatus } from '#/lib/domain/workload.ts';
import { CRASH_LOOP_ENDS } from './backoff.ts';

/** What the decision needs to know of an instance; stopped and stopping ones are left out. */
export type Seen = { id: string; generation: number; hash: string; ready: boolean; serving: boolean };
export type Wanted = { generation: number; hash: string; replicas: number; restart: boolean };

export type Decision = {
  /** Old instances that already are what is wanted: they only take the new generation's name. */
  adopt: string[];
  /** How many instances of the wanted generation to start. */
  start: number;
  stop: string[];
  /** Instances that traffic goes to from now on. */
  route: string[];
  /** Whether it is the wanted generation that serves now, and nothing older is needed any more. */
  serves: boolean;
};

const ids = (items: Seen[]) => items.map((item) => item.id);

/**
 * Decides how to come from what runs to what is wanted. The old instances serve until enough new ones
 * are ready; an attempt in between that never served is dropped at once.
 */
export function reconcile(wanted: Wanted, seen: Seen[]): Decision {
  if (wanted.replicas === 0) return { adopt: [], start: 0, stop: ids(seen), route: [], serves: false };

  const own = seen.filter((item) => item.generation === wanted.generation);
  const others = seen.filter((item) => item.generation !== wanted.generation);
  const reusable = wanted.restart ? [] : others.filter((item) => item.hash === wanted.hash && item.ready);
  const adopted = reusable.slice(0, Math.max(0, wanted.replicas - own.length));

  const surplus = surplusOf([...own, ...adopted], wanted.replicas);
  const current = [...own, ...adopted].filter((item) => !surplus.includes(item));
  const old = others.filter((item) => !adopted.includes(item));
  const readyNow = current.filter((item) => item.ready);
  const switched = readyNow.length >= wanted.replicas;
  const serving = switched || old.every((item) => !item.serving);
  const oldReady = old.filter((item) => item.serving && item.ready);

  return {
    adopt: ids(adopted),
    start: Math.max(0, wanted.replicas - current.length),
    stop: [...ids(surplus), ...ids(serving ? old : old.filter((item) => !item.serving))],
    route: ids(serving || oldReady.length === 0 ? readyNow : oldReady),
    serves: serving && readyNow.length > 0,
  };
}

/** Which to give up when there are more than wanted: those that are not ready first, then the youngest. */
function surplusOf(items: Seen[], replicas: number): Seen[] {
  const kept = [...items].sort((a, b) => Number(b.ready) - Number(a.ready)).slice(0, replicas);
  return items.filter((item) => !kept.includes(item));
}

/** What the judgement of a generation needs of its instances. */
export type Attempt = { id: string; failedStarts: number; late: 'start_deadline' | 'not_ready' | null; exitReason: string | null };
export type Failure = { reason: NonNullable<WorkloadStatus['failure']>['reason']; instance: string };

/** Whether the platform has given up on a generation, as soon as that is certain. */
export function judge(attempts: Attempt[]): Failure | null {
  for (const { id, failedStarts, late, exitReason } of attempts) {
    if (failedStarts > 0 && exitReason === 'CommandNotFound') return { reason: 'command_not_found', instance: id };
    if (late) return { reason: late, instance: id };
    if (failedStarts >= CRASH_LOOP_ENDS) return { reason: 'crash_loop', instance: id };
  }
  return null;
}
