import { inTrouble } from '#/lib/diagnosis/failing.ts';
import type { MetricFacts, Observations, Observed } from '#/lib/diagnosis/observations.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { callTool, type Desk } from './call-tool.ts';

/** What every investigation looks at. */
const OWN = ['traffic', 'error_rate', 'latency_p95', 'saturation', 'cpu', 'memory', 'restarts'] as const satisfies readonly Signal[];
/** Of services beside it. */
const BESIDE = ['traffic', 'error_rate', 'latency_p95', 'saturation'] as const satisfies readonly Signal[];
/** So many services beside it are looked at. */
const MOST_PEERS = 6;

/** Reads the golden signals of the service over the window, and how its deployment compares with the time before. */
export async function readMetrics(desk: Desk, observed: Observations): Promise<void> {
  const deployment = observed.deployment?.value;
  const [signals, comparison] = await Promise.all([
    Promise.all(OWN.map((signal) => read(desk, observed, observed.service, signal))),
    deployment && deployment.watchingSince !== null && deployment.kind !== 'rollback'
      ? callTool(desk, 'compare-windows', { id: deployment.id })
      : null,
  ]);
  observed.metrics.push(...signals.filter((item) => item !== null));
  observed.comparison = comparison;
}

/** Reads the signals of what the service calls and of what calls it, unless all is well. */
export async function readPeerMetrics(desk: Desk, observed: Observations): Promise<void> {
  if (inTrouble(observed) === false) return;
  const peers = observed.peers.map((peer) => peer.value.service).slice(0, MOST_PEERS);
  const answers = await Promise.all(peers.flatMap((service) => BESIDE.map((signal) => read(desk, observed, service, signal))));
  observed.metrics.push(...answers.filter((item) => item !== null));
}

async function read(desk: Desk, observed: Observations, service: ServiceRef, signal: Signal): Promise<Observed<MetricFacts> | null> {
  const { cluster, namespace, name } = service;
  const window = { start: new Date(observed.window.start).toISOString(), end: new Date(observed.window.end).toISOString() };
  return callTool(desk, 'query-metrics', { cluster, namespace, service: name, ...window, signal });
}
