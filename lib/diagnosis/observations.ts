import type { EventType, FieldChange } from '#/lib/domain/change.ts';
import type { Comparison } from '#/lib/domain/comparison.ts';
import type { DeploymentKind, DeploymentStatus } from '#/lib/domain/deployment.ts';
import type { StoredGap } from '#/lib/domain/diagnosis.ts';
import type { Health, ServiceRef } from '#/lib/domain/service.ts';
import type { LogLine, Series, Signal, Span } from '#/lib/domain/telemetry.ts';
import type { Message } from '#/lib/domain/text.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import type { Window } from '#/lib/ports.ts';

/** What a source answered, with the id of the evidence that keeps the answer. */
export type Observed<T> = { evidence: string; value: T };

/** The kinds of sources; a gap names one of them. */
export type Source = 'changes' | 'deployment' | 'instances' | 'logs' | 'metrics' | 'traces' | 'graph' | 'peers';

/** A source that could not be read: missing data, never evidence. */
export type Gap = StoredGap & { source: Source };

/** An address that the configuration points at; the value itself may hold a password and is not kept. */
export type Endpoint = { key: string; host: string; port: number | null };

/** One attempt to bring a version or a configuration into service. Times are unix milliseconds. */
export type DeploymentFacts = {
  id: string;
  kind: DeploymentKind;
  version: string;
  previousVersion: string | null;
  status: DeploymentStatus;
  /** What the watch said when it ended, by the key of the rule that decided it. */
  reason: Message | null;
  image: string | null;
  /** Names of its configuration; never values. */
  configKeys: string[];
  endpoints: Endpoint[];
  configChanges: FieldChange[];
  changeId: string | null;
  createdAt: number;
  startedAt: number | null;
  /** When its probes had passed and the watch began. */
  watchingSince: number | null;
  failureSeenAt: number | null;
  finishedAt: number | null;
};

/** A record of the audit log. */
export type ChangeFacts = {
  id: string;
  at: number;
  eventType: EventType;
  service: string | null;
  namespace: string;
  cluster: string;
  author: string;
  summary: Message;
  changes: FieldChange[];
  deploymentId: string | null;
};

/** Lines of one set of instances, oldest first. `role`: of the failing instances, or of those that served before. */
export type LogFacts = { service: string; role: 'failing' | 'previous'; lines: LogLine[]; truncated: boolean };

/** One signal of the subject or of a service beside it; `service` is `namespace/name`. */
export type MetricFacts = { service: string; signal: Signal; unit: string; series: Series[] };

/** A service beside the failing one: one it calls (`callee`) or one that calls it (`caller`). */
export type PeerFacts = {
  service: ServiceRef;
  relation: 'callee' | 'caller';
  /** Calls between it and the subject; 1 when it is not said. */
  hops?: number;
  health: Health;
  healthSince: number | null;
  stopped: boolean;
  /** A share of failed requests now, 0..1; null without data. */
  errorRate: number | null;
  errorsSince: number | null;
};

/** All that is known of one subject at `now`. A null or empty part was not observed; `gaps` says why. */
export type Observations = {
  service: ServiceRef;
  /** unix ms; nothing later is known */
  now: number;
  window: Window;
  /** An alert about the subject asked. */
  alerted: boolean;
  deployment: Observed<DeploymentFacts> | null;
  /** The newest earlier attempt that ended healthy: what a rollback restores. */
  previous: Observed<DeploymentFacts> | null;
  /** What a rollback would change, as paths: `version`, `image`, `config.KEY`, `flags.KEY`; null when that is not known. */
  restores: string[] | null;
  /** Health of the service as a whole, as last judged by the watcher. */
  health: Observed<{
    health: Health;
    since: number | null;
    version: string | null;
    stopped: boolean;
    ready: number | null;
    desired: number;
  }> | null;
  /** The instances of the subject: of its deployment, or all when it is a service. */
  instances: Observed<Instance[]> | null;
  /** Instances of other versions that run beside them. */
  others: Observed<Instance[]> | null;
  logs: Observed<LogFacts>[];
  metrics: Observed<MetricFacts>[];
  traces: Observed<{ trace_id: string; spans: Span[] }>[];
  changes: ChangeFacts[];
  peers: Observed<PeerFacts>[];
  /** The behaviour of what the deployment brought beside that of the time before; null when it cannot be compared. */
  comparison: Observed<Comparison> | null;
  gaps: Gap[];
};

/** Observations of nothing yet: tests and the workflow fill it in. */
export function nothingObserved(service: ServiceRef, now: number, window: Window): Observations {
  const none = { deployment: null, previous: null, restores: null, health: null, instances: null, others: null };
  return {
    service,
    now,
    window,
    alerted: false,
    ...none,
    logs: [],
    metrics: [],
    traces: [],
    changes: [],
    peers: [],
    comparison: null,
    gaps: [],
  };
}

/** Whether a source could not be read. */
export function hasGap(observations: Observations, source: Source): boolean {
  return observations.gaps.some((gap) => gap.source === source);
}
