import type { LogLine, Signal, Span } from '#/lib/domain/telemetry.ts';
import type { ServingWorkload, WorkloadStatus } from '#/lib/domain/workload.ts';
import { LOCAL_CHANNEL } from '../lock.ts';
import type { AgentDatabase } from './database.ts';
import type { Desired, Left } from './desired.ts';

export type LogRow = {
  service: string;
  instance: string;
  version: string;
  stream: LogLine['stream'];
  level: LogLine['level'];
  at: Date;
  line: string;
};
export type SampleRow = { service: string; signal: Signal; version: string; instance: string; route: string; at: Date; value: number };
export type SpanRow = {
  trace_id: string;
  span_id: string;
  parent_id: string | null;
  service: string;
  name: string;
  kind: Span['kind'];
  start: Date;
  duration_ms: number;
  status: Span['status'];
  attributes: Span['attributes'];
};
export type ProcessRow = { instance_id: string; service: string; pid: number; pid_start: string; started_at: Date };
export type DesiredRow = Desired & Left & { name: string };

/** Every statement the agent runs on its tables; each rejects when the database cannot be asked. */
export function createStore(sql: AgentDatabase) {
  return {
    /** What is wanted of the services of one namespace. */
    readDesired: (namespace: string) => sql<DesiredRow[]>`
      select name, generation, deployment_id as "deploymentId", version, config, flags, replicas, restart, serving,
        case when (status ->> 'observedGeneration')::int = generation then status -> 'failure' end as failure
      from local_workloads where cluster = 'default' and namespace = ${namespace}`,

    /** Stores what the agent sees and what served last; with `tell`, whoever listens is woken. */
    writeStatus: (key: string, status: WorkloadStatus, serving: ServingWorkload | null, tell: boolean) => sql`
      with written as (
        update local_workloads set status = ${sql.json(status)}, serving = ${serving && sql.json(serving)}, status_at = now()
        where cluster = ${status.service.cluster} and namespace = ${status.service.namespace} and name = ${status.service.name}
        returning 1
      )
      select pg_notify(${LOCAL_CHANNEL}, ${key}) from written where ${tell}`,

    writeLogs: (rows: LogRow[]) =>
      sql`insert into local_logs ${sql(rows, 'service', 'instance', 'version', 'stream', 'level', 'at', 'line')}`,

    writeSamples: (rows: SampleRow[]) =>
      sql`insert into local_samples ${sql(rows, 'service', 'signal', 'version', 'instance', 'route', 'at', 'value')}`,

    /** A span that is sent twice is kept once. */
    writeSpans: (rows: SpanRow[]) => sql`
      insert into local_spans ${sql(
        rows.map((row) => ({ ...row, attributes: sql.json(row.attributes) })),
        'trace_id',
        'span_id',
        'parent_id',
        'service',
        'name',
        'kind',
        'start',
        'duration_ms',
        'status',
        'attributes',
      )}
      on conflict do nothing`,

    readProcesses: () => sql<ProcessRow[]>`select instance_id, service, pid, pid_start, started_at from local_processes`,

    /** Notes exactly these processes as started by the agent. */
    replaceProcesses: (rows: ProcessRow[]) =>
      sql.begin(async (tx) => {
        await tx`delete from local_processes`;
        if (rows.length > 0) await tx`insert into local_processes ${tx(rows, 'instance_id', 'service', 'pid', 'pid_start', 'started_at')}`;
      }),
  };
}
export type Store = ReturnType<typeof createStore>;
