import { message, type Message } from './text.ts';
import type { Exit, Instance, WorkloadStatus } from './workload.ts';

/** Seconds in which every instance of a new generation must have passed its probes. */
export const READY_SECONDS = 90;

/** Seconds for which an instance may be unready within a watch before it counts. */
const UNREADY_SECONDS = 5;
/** So many times may readiness be lost within a watch, however shortly. */
const MOST_FLAPS = 3;

/** What was seen of the instances' readiness since the watch began. */
export type Readiness = {
  /** Since when fewer are ready than asked for; null when all are. */
  missingSince: Date | null;
  /** How many times that began. */
  lost: number;
  /** How many times instances ended in the undisturbed time before, per equal length of time; an old trouble is not the new state's. */
  endsBefore: number;
};

type Facts = {
  generation: number;
  replicas: number;
  startedAt: Date | null;
  createdAt: Date;
  watchingSince: Date | null;
  watchUntil: Date | null;
  readiness: Readiness;
};

/** Why a generation has failed, from what its platform says and how long it has been at it; null when it has not. */
export function failureOf(facts: Facts, platform: WorkloadStatus, instances: Instance[], now: Date): Message | null {
  const looping = instances.find((instance) => instance.state === 'crash_loop');
  const reason = platform.failure?.reason ?? (looping ? 'crash_loop' : null);
  const failing =
    instances.find((instance) => instance.id === platform.failure?.instance) ??
    looping ??
    instances.find((instance) => !instance.ready) ??
    null;
  const missing = instances.find((instance) => instance.last_exit?.reason === 'CommandNotFound');
  if (reason === 'command_not_found' || missing)
    return message('reason.command_not_found', { command: (missing ?? failing)?.command ?? '' });
  if (reason === 'secret_unreadable') return message('reason.secret_unreadable', { setting: platform.failure?.setting ?? '' });
  if (reason === 'crash_loop') return crashed(failing);
  if (reason === 'start_deadline') return message('reason.start_deadline');
  if (reason === 'not_ready') return notReady(failing);
  if (facts.watchingSince) return null;

  const late = now.getTime() - (facts.startedAt ?? facts.createdAt).getTime() >= READY_SECONDS * 1000;
  const ready = instances.filter((instance) => instance.ready).length;
  return late && ready < facts.replicas
    ? message('reason.ready_deadline', { ready, desired: facts.replicas, seconds: READY_SECONDS })
    : null;
}

/**
 * What turned out worse after the probes had passed: an instance ended, more often than before, or is
 * not ready for a while. One that goes and comes is counted and fails it the third time.
 */
export function failureInWatch(facts: Facts, instances: Instance[], since: Date, now: Date): Message | null {
  const { readiness, replicas, watchUntil } = facts;
  const after = Math.round((now.getTime() - since.getTime()) / 1000);
  const ends = instances.flatMap(({ last_exit: exit }) => (exit && new Date(exit.at) >= since ? [exit] : []));
  const told = ends.find((exit) => exit.reason === 'OOMKilled') ?? ends[0];
  if (told && ends.length > readiness.endsBefore) return ended(told, after);
  if (readiness.lost >= MOST_FLAPS) return message('reason.watch_flapping', { count: readiness.lost, after });
  const ready = instances.filter((instance) => instance.ready).length;
  if (ready >= replicas || readiness.missingSince === null) return null;
  const lasting = now.getTime() - readiness.missingSince.getTime() >= UNREADY_SECONDS * 1000 || (watchUntil !== null && now >= watchUntil);
  return lasting && ends.length === 0 ? message('reason.watch_not_ready', { ready, desired: replicas, after }) : null;
}

function ended(exit: Exit, after: number): Message {
  if (exit.reason === 'OOMKilled') return message('reason.watch_oom_killed', { after });
  if (exit.reason === 'LivenessProbe') return message('reason.watch_liveness', { after });
  return message('reason.watch_exit', { code: exit.code, after });
}

function crashed(instance: Instance | null): Message {
  const exit = instance?.last_exit;
  if (!instance || !exit) return message('reason.crash_loop_unseen');
  if (exit.reason === 'OOMKilled') return message('reason.oom_killed', { restarts: instance.restarts });
  if (exit.reason === 'LivenessProbe') return message('reason.liveness', { restarts: instance.restarts });
  return message('reason.crash_loop', { code: exit.code, restarts: instance.restarts });
}

function notReady(instance: Instance | null): Message {
  const probe = instance?.readiness;
  if (!probe) return message('reason.never_ready');
  return probe.status === null
    ? message('reason.readiness_no_answer', { path: probe.path, port: probe.port, error: probe.error ?? '' })
    : message('reason.readiness_status', { path: probe.path, status: probe.status });
}
