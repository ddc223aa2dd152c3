import type { FieldChange } from '#/lib/domain/change.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import { literal, message } from '#/lib/domain/text.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import { evidenceBook, field, objectEvidence } from '../evidence.ts';
import {
  nothingObserved,
  type ChangeFacts,
  type DeploymentFacts,
  type Observations,
  type PeerFacts,
  type Source,
} from '../observations.ts';

export const payment: ServiceRef = { cluster: 'default', namespace: 'production', name: 'payment-api' };
/** When the failing deployment of every scene was asked for. */
export const T0 = Date.parse('2026-03-01T12:00:00.000Z');
const SECOND = 1000;

/** A failed deployment of payment-api 1.1.0 over a healthy 1.0.0, in which one instance ends again and again with code 1. */
export function scene(given: Parameters<typeof adorn>[1] = {}) {
  const book = evidenceBook();
  const known = (object: string) =>
    book.cite(
      objectEvidence({
        kind: 'object',
        tool: 'test',
        service: 'production/payment-api',
        object,
        query: object,
        fields: [field('name', object)],
      }),
    );
  const observations = nothingObserved(payment, T0 + 60 * SECOND, { start: T0 - 900 * SECOND, end: T0 + 60 * SECOND });
  observations.deployment = { evidence: known('deployment'), value: deployment('d2', '1.1.0', T0, 'failed') };
  observations.previous = { evidence: known('previous'), value: deployment('d1', '1.0.0', T0 - 3600 * SECOND, 'healthy') };
  observations.instances = { evidence: known('instances'), value: [instance()] };
  observations.changes = [
    change('c2', T0, { deploymentId: 'd2', changes: [{ path: 'version', before: '1.0.0', after: '1.1.0' }] }),
    change('c1', T0 - 3600 * SECOND, { deploymentId: 'd1', changes: [{ path: 'version', before: null, after: '1.0.0' }] }),
  ];
  observations.restores = given.restores ?? ['version'];
  adorn(observations, given, known);
  return { observations, book };
}

/** What one scene has that the others do not. */
function adorn(
  observations: Observations,
  given: {
    log?: string[];
    exit?: Partial<NonNullable<Instance['last_exit']>> | null;
    instance?: Partial<Instance>;
    deployment?: Partial<DeploymentFacts>;
    previous?: Partial<DeploymentFacts> | null;
    restores?: string[];
    changes?: ChangeFacts[];
    peers?: Partial<PeerFacts>[];
    gaps?: Source[];
    memory?: number[];
  },
  known: (object: string) => string,
): void {
  const { log, exit, gaps = [] } = given;
  if (observations.deployment) Object.assign(observations.deployment.value, given.deployment);
  if (observations.previous) Object.assign(observations.previous.value, given.previous ?? {});
  if (given.previous === null) observations.previous = null;
  for (const item of observations.instances?.value ?? []) {
    Object.assign(item, given.instance);
    if (item.last_exit && exit) Object.assign(item.last_exit, exit);
    if (exit === null) item.last_exit = null;
  }
  if (log) {
    const lines = log.map((line, index) => ({
      at: new Date(T0 + (10 + index) * SECOND).toISOString(),
      instance: 'i-1',
      version: '1.1.0',
      stream: 'stderr' as const,
      level: null,
      line,
    }));
    observations.logs = [
      { evidence: known('log'), value: { service: 'production/payment-api', role: 'failing', lines, truncated: false } },
    ];
  }
  observations.changes = [...(given.changes ?? []), ...observations.changes];
  observations.peers = (given.peers ?? []).map((peer) => ({ evidence: known('peer'), value: { ...callee('ledger'), ...peer } }));
  if (given.memory) {
    const points = given.memory.map((value, index): [number, number] => [T0 + index * SECOND, value]);
    observations.metrics = [
      {
        evidence: known('memory'),
        value: { service: 'production/payment-api', signal: 'memory', unit: 'bytes', series: [{ labels: {}, points }] },
      },
    ];
  }
  observations.gaps = gaps.map((source) => ({ source, reason: message('report.gap.unavailable') }));
  if (gaps.includes('instances')) observations.instances = null;
  if (gaps.includes('logs')) observations.logs = [];
  if (gaps.includes('deployment')) Object.assign(observations, { deployment: null, previous: null, restores: null });
  if (gaps.includes('changes')) observations.changes = [];
}

export function instance(given: Partial<Instance> = {}): Instance {
  return {
    id: 'i-1',
    version: '1.1.0',
    generation: 2,
    deployment_id: 'd2',
    state: 'crash_loop',
    ready: false,
    restarts: 3,
    started_at: null,
    next_start_at: null,
    last_exit: { code: 1, signal: null, reason: 'Error', at: new Date(T0 + 20 * SECOND).toISOString(), ran_ms: 400 },
    liveness: null,
    readiness: null,
    memory_bytes: null,
    memory_limit_bytes: 256 * 1024 * 1024,
    pid: null,
    port: null,
    command: 'node main.js',
    ...given,
  };
}

export function deployment(id: string, version: string, at: number, status: DeploymentFacts['status']): DeploymentFacts {
  const config = {
    configKeys: ['LEDGER_URL', 'LOG_LEVEL'],
    endpoints: [{ key: 'LEDGER_URL', host: '127.0.0.1', port: 4104 }],
    configChanges: [],
  };
  const ended = {
    failureSeenAt: status === 'failed' ? at + 30 * SECOND : null,
    finishedAt: at + 30 * SECOND,
    watchingSince: status === 'healthy' ? at + 5 * SECOND : null,
  };
  return {
    id,
    kind: 'release',
    version,
    previousVersion: null,
    status,
    reason: null,
    image: null,
    changeId: null,
    createdAt: at,
    startedAt: at + SECOND,
    ...config,
    ...ended,
  };
}

export function change(id: string, at: number, given: Partial<ChangeFacts> & { changes: FieldChange[] }): ChangeFacts {
  return {
    id,
    at,
    eventType: 'DEPLOYMENT',
    service: payment.name,
    namespace: 'production',
    cluster: 'default',
    author: 'ada',
    summary: literal(id),
    deploymentId: null,
    ...given,
  };
}

export function callee(name: string): PeerFacts {
  return {
    service: { ...payment, name },
    relation: 'callee',
    health: 'healthy',
    healthSince: null,
    stopped: false,
    errorRate: null,
    errorsSince: null,
  };
}
