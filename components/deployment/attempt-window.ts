import type { Deployment } from '#/lib/contract/deployments.ts';

/** Lines of an instance are written a little after the attempt was called over; also the end of an open one's window. */
const AFTER_MS = 2 * 60_000;
const OPEN_MS = 60 * 60_000;
const AROUND_MS = 15 * 60_000;

type Attempt = Pick<Deployment, 'created_at' | 'finished_at'>;

/** From the attempt's beginning to a little after its end; an open one's end lies ahead, so that the address stays the same. */
export function attemptWindow(deployment: Attempt): { start: string; end: string } {
  const end = deployment.finished_at ? Date.parse(deployment.finished_at) + AFTER_MS : Date.parse(deployment.created_at) + OPEN_MS;
  return { start: deployment.created_at, end: new Date(end).toISOString() };
}

/** A quarter of an hour before the attempt, and from its beginning to its end or as long. Minutes, for the words about it. */
export function comparisonWindow(deployment: Attempt): { start: string; end: string; minutes: number } {
  const began = Date.parse(deployment.created_at);
  const ended = deployment.finished_at ? Date.parse(deployment.finished_at) + AFTER_MS : began + AROUND_MS;
  const end = Math.min(ended, began + AROUND_MS);
  return { start: new Date(began - AROUND_MS).toISOString(), end: new Date(end).toISOString(), minutes: AROUND_MS / 60_000 };
}
