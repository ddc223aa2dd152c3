import type { FlagValue } from '#/lib/domain/service.ts';
import type { ServingWorkload, WorkloadStatus } from '#/lib/domain/workload.ts';

/** One row of `local_workloads`, as the agent needs it. */
export type Desired = {
  generation: number;
  deploymentId: string;
  version: string;
  config: Record<string, string>;
  flags: Record<string, FlagValue>;
  replicas: number;
  restart: boolean;
};

/** What an earlier agent has left on record: what served last, and its judgement of the very generation that is desired. */
export type Left = { serving: ServingWorkload | null; failure: WorkloadStatus['failure'] };
