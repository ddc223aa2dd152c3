import { z } from 'zod';
import type { FlagValue, ServiceRef } from './service.ts';

/** What a platform is asked to run. `generation` grows with every change; the newest wins. */
export type DesiredWorkload = {
  service: ServiceRef;
  generation: number;
  /** The deployment that asked for it, carried into instances and logs. */
  deploymentId: string;
  version: string;
  image: string | null;
  /** Environment of the instances; secrets are sealed, and whoever starts a process opens them. */
  config: Record<string, string>;
  flags: Record<string, FlagValue>;
  /** 0 means stopped. */
  replicas: number;
  /** Replace instances even when nothing in them changed. */
  restart: boolean;
};

/** The part of a workload that is needed to start it again; flags reach whatever runs and are no part of it. */
export type ServingWorkload = Pick<DesiredWorkload, 'generation' | 'deploymentId' | 'version' | 'config' | 'replicas'>;

export const exitSchema = z.object({
  /** Exit code; 128 + signal number when it was killed, 127 when the command could not be run. */
  code: z.number().int(),
  signal: z.string().nullable(),
  /** `OOMKilled` when the memory limit ended it, `CommandNotFound`, `LivenessProbe`, `StartDeadline`, `Error` or `Completed`. */
  reason: z.enum(['Completed', 'Error', 'OOMKilled', 'CommandNotFound', 'LivenessProbe', 'StartDeadline', 'Stopped']),
  at: z.string(),
  /** How long the process had lived. */
  ran_ms: z.number(),
});
export type Exit = z.infer<typeof exitSchema>;

export const probeResultSchema = z.object({
  kind: z.enum(['liveness', 'readiness']),
  path: z.string(),
  port: z.number().int(),
  ok: z.boolean(),
  /** HTTP status, or null when there was no answer; then `error` says why (`ECONNREFUSED`, `timeout`). */
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  /** Consecutive results of the same kind so far. */
  streak: z.number().int(),
  at: z.string(),
});
export type ProbeResult = z.infer<typeof probeResultSchema>;

export const instanceSchema = z.object({
  id: z.string(),
  version: z.string(),
  generation: z.number().int(),
  deployment_id: z.string().nullable(),
  /** `backoff`: ended and waiting to be started again; `crash_loop`: that, three times or more without having been ready in between. */
  state: z.enum(['starting', 'running', 'backoff', 'crash_loop', 'stopping', 'stopped']),
  ready: z.boolean(),
  restarts: z.number().int(),
  started_at: z.string().nullable(),
  next_start_at: z.string().nullable(),
  last_exit: exitSchema.nullable(),
  liveness: probeResultSchema.nullable(),
  readiness: probeResultSchema.nullable(),
  memory_bytes: z.number().nullable(),
  memory_limit_bytes: z.number().nullable(),
  pid: z.number().int().nullable(),
  port: z.number().int().nullable(),
  command: z.string().nullable(),
});
/** One running copy of a service, as its platform reports it. */
export type Instance = z.infer<typeof instanceSchema>;

/** What the platform says of a workload now. */
export type WorkloadStatus = {
  service: ServiceRef;
  /** The newest generation the platform has begun to act upon; 0 when it has never seen the workload. */
  observedGeneration: number;
  /** Instances of every generation that still exist, newest generation first. */
  instances: Instance[];
  /** Set when the platform gave up on the newest generation. */
  failure: {
    reason: 'crash_loop' | 'start_deadline' | 'not_ready' | 'command_not_found' | 'secret_unreadable';
    since: string;
    instance: string | null;
    /** The setting that could not be opened, for `secret_unreadable`. */
    setting?: string;
  } | null;
  observedAt: string;
};
