import type { DeploymentStatus } from './deployment.ts';

/** One earlier attempt, times in unix ms. `same`: it asked for the state that served right before. */
export type Attempt = {
  status: DeploymentStatus;
  same: boolean;
  begunAt: number;
  /** Its instances were all ready and took the traffic from here on; null when that never came. */
  watchingAt: number | null;
  finishedAt: number | null;
};
export type Stretch = { start: number; end: number };

const LONGEST_AGO = 10 * 60_000;
/** Old instances leave, new ones warm up: the time after an exchange speaks for nobody. */
const SETTLING = 10_000;

/**
 * When the state that served before was undisturbed, newest stretch last: at most ten minutes back,
 * without the intervals of attempts, what a bad one left serving, and the clean-up after it.
 * @param attempts those before, in the order they were made
 * @param until when the change to be judged began
 */
export function undisturbed(attempts: readonly Attempt[], until: number): Stretch[] {
  const stretches: Stretch[] = [];
  let open: number | null = null;
  for (const attempt of attempts) {
    if (open !== null) stretches.push({ start: open, end: Math.min(attempt.begunAt, until) });
    open = opensAt(attempt, open !== null);
  }
  if (open !== null) stretches.push({ start: open, end: until });
  const earliest = until - LONGEST_AGO;
  return stretches.flatMap(({ start, end }) => (end > Math.max(start, earliest) ? [{ start: Math.max(start, earliest), end }] : []));
}

/** When after an attempt the state serves by itself; null when something else does. */
function opensAt(attempt: Attempt, served: boolean): number | null {
  const { status, same, watchingAt, finishedAt } = attempt;
  if (status === 'healthy') return same ? (watchingAt ?? finishedAt ?? attempt.begunAt) + SETTLING : null;
  // One that never took the traffic left what served before where it was.
  return served && watchingAt === null && finishedAt !== null ? finishedAt + SETTLING : null;
}
