import { AppError } from '#/lib/domain/errors.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { DesiredWorkload, Instance, WorkloadStatus } from '#/lib/domain/workload.ts';
import type { Platform } from '#/lib/ports.ts';

/** A platform in memory: versions come up, crash or hang as the test says. */
export type TestPlatform = Platform & {
  /** How a version behaves; `ready` unless said otherwise. */
  behave(version: string, how: 'ready' | 'crashes' | 'never-ready'): void;
  /** Cuts the platform off; every call is rejected until it is back. */
  away(isAway: boolean): void;
  asked: DesiredWorkload[];
};

export function testPlatform(versions: string[] = ['1.0.0', '1.1.0', '2.0.0']): TestPlatform {
  const behaviour = new Map<string, string>();
  const wanted = new Map<string, DesiredWorkload>();
  const asked: DesiredWorkload[] = [];
  let isAway = false;
  const reach = () => {
    if (isAway) throw new AppError('unavailable', 'The test platform is away.');
  };
  return {
    asked,
    behave: (version, how) => void behaviour.set(version, how),
    away: (value) => void (isAway = value),
    async versions() {
      reach();
      return versions;
    },
    async apply(workload) {
      reach();
      asked.push(workload);
      const known = wanted.get(serviceKey(workload.service));
      if (!known || known.generation < workload.generation) wanted.set(serviceKey(workload.service), workload);
    },
    async observe(service) {
      reach();
      const workload = wanted.get(serviceKey(service));
      return workload ? statusOf(service, workload, behaviour.get(workload.version) ?? 'ready') : null;
    },
  };
}

function statusOf(service: ServiceRef, workload: DesiredWorkload, how: string): WorkloadStatus {
  const at = new Date().toISOString();
  const instances = Array.from({ length: workload.replicas }, (_, index) => instanceOf(workload, index, how, at));
  const failure = how === 'crashes' ? { reason: 'crash_loop' as const, since: at, instance: instances[0]?.id ?? null } : null;
  return { service, observedGeneration: workload.generation, instances, failure, observedAt: at };
}

function instanceOf(workload: DesiredWorkload, index: number, how: string, at: string): Instance {
  const crashed = how === 'crashes';
  return {
    id: `${workload.service.name}-${workload.generation}-${index}`,
    version: workload.version,
    generation: workload.generation,
    deployment_id: workload.deploymentId,
    state: crashed ? 'crash_loop' : 'running',
    ready: how === 'ready',
    restarts: crashed ? 3 : 0,
    started_at: at,
    next_start_at: null,
    last_exit: crashed ? { code: 1, signal: null, reason: 'Error', at, ran_ms: 40 } : null,
    liveness: null,
    readiness: null,
    memory_bytes: 1_000_000,
    memory_limit_bytes: null,
    pid: 1000 + index,
    port: 4000 + index,
    command: 'node service.js',
  };
}
