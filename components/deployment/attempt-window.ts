import type { Deployment } from '#/lib/contract/deployments.ts';

/** Lines of an instance are written a little after the attempt was called over; also the end of an open one's window. */
const AFTER_MS = 2 * 60_000;
const OPEN_MS = 60 * 60_000;
const AROUND_MS = 15 * 60_000;

type Attempt = Pick<Deployment, 'created_at' | 'finished_at'>;
type Served = Pick<Deployment, 'kind' | 'status' | 'created_at' | 'started_at' | 'watching_since' | 'instances'>;

/**
 * From when on (unix ms) requests were answered by what this attempt brought; null when they never were:
 * until all probes have passed the version before goes on serving. Flags and scaling act at once, and of
 * a platform that shows no instances only the status tells.
 */
export function servedSince(deployment: Served): number | null {
  const { kind, status, watching_since: passed, started_at: started, created_at: asked, instances } = deployment;
  if (passed !== null) return Date.parse(passed);
  const atOnce = kind === 'flag' || kind === 'scale' || instances.length === 0 || status === 'healthy';
  return atOnce && status !== 'pending' ? Date.parse(started ?? asked) : null;
}

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
