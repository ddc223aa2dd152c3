import { z } from 'zod';

const id = z.string().min(1).max(100);

/** Every kind of job, with the payload it is handed; the names are also the names of pg-boss's queues. */
export const jobs = {
  /** Asks the platform for a deployment's state. */
  rollout: z.object({ deploymentId: id }),
  /** Runs one queued diagnosis. */
  diagnose: z.object({ diagnosisId: id }),
  /** Brings one message of one channel to what it should say. */
  deliver: z.object({ notificationId: id }),
  /** Tells one receiver of an alert rule that it fires. */
  'call-receiver': z.object({ ruleId: id, index: z.number().int().min(0), summary: z.string().max(2000) }),
} as const;

/** Who asked for a job, carried beside its payload: the request's id for the logs, and its trace (W3C Trace Context). */
export const originSchema = z.object({
  requestId: z.string().max(128).optional(),
  traceparent: z.string().max(100).optional(),
  tracestate: z.string().max(512).optional(),
});

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
export const jobNames = Object.keys(jobs) as JobName[];

/** The schema that pg-boss keeps its tables in. */
export const QUEUE_SCHEMA = 'pgboss';

/**
 * How each queue is made at migration time. A job whose worker falls silent for 10 s is given to
 * another one; both jobs may be run twice, because their use cases settle that in SQL.
 */
export const queueOptions = {
  rollout: {
    notify: true,
    heartbeatSeconds: 10,
    retryLimit: 5,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 15,
    expireInSeconds: 60,
    deleteAfterSeconds: 86_400,
  },
  diagnose: { notify: true, heartbeatSeconds: 10, retryLimit: 3, retryDelay: 1, expireInSeconds: 300, deleteAfterSeconds: 86_400 },
  deliver: { notify: true, heartbeatSeconds: 10, retryLimit: 3, retryDelay: 1, expireInSeconds: 60, deleteAfterSeconds: 86_400 },
  'call-receiver': {
    notify: true,
    heartbeatSeconds: 10,
    retryLimit: 6,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 120,
    expireInSeconds: 60,
    deleteAfterSeconds: 86_400,
  },
} as const satisfies Record<JobName, object>;
