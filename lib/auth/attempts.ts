import { AppError } from '#/lib/domain/errors.ts';

const WINDOW_MS = 60_000;
/** Every attempt costs a slow hash, so all of a process's attempts together are limited too. */
const MAX_ALL = 100;
const MAX_FAILURES_PER_EMAIL = 20;
const MAX_REMEMBERED = 10_000;

/** Counts sign-in attempts of the last minute in this process; `now` is in ms. */
export function createAttempts(now: () => number = Date.now) {
  let all: number[] = [];
  const failures = new Map<string, number[]>();
  const recent = (times: number[]) => times.filter((time) => time > now() - WINDOW_MS);

  return {
    /** Takes one attempt, or refuses it with `too_many_requests`. An unknown address is counted like a known one. */
    take(email: string): void {
      all = recent(all);
      const mine = recent(failures.get(email) ?? []);
      const oldest = all.length >= MAX_ALL ? all[0] : mine.length >= MAX_FAILURES_PER_EMAIL ? mine[0] : undefined;
      if (oldest !== undefined) {
        throw new AppError('too_many_requests', 'Too many attempts to sign in. Wait a minute and try again.', {
          details: { retry_after: Math.max(1, (oldest + WINDOW_MS - now()) / 1000) },
        });
      }
      all.push(now());
    },
    /** Notes that the password was wrong. */
    failed(email: string): void {
      if (failures.size >= MAX_REMEMBERED) for (const [key, times] of failures) if (recent(times).length === 0) failures.delete(key);
      if (failures.size < MAX_REMEMBERED || failures.has(email)) failures.set(email, [...recent(failures.get(email) ?? []), now()]);
    },
    /** Forgets the failures of somebody who has signed in. */
    succeeded(email: string): void {
      failures.delete(email);
    },
  };
}
