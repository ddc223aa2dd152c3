import { surgeOf } from '#/lib/diagnosis/detectors/surge.ts';
import { inTrouble } from '#/lib/diagnosis/failing.ts';
import type { MetricFacts, Observations, Observed } from '#/lib/diagnosis/observations.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { callTool, type Desk } from './call-tool.ts';

/** What every investigation looks at. */
const OWN = ['traffic', 'error_rate', 'latency_p95', 'saturation', 'cpu', 'memory', 'restarts'] as const satisfies readonly Signal[];
/** Of services beside it. */
const BESIDE = ['traffic', 'error_rate', 'latency_p95', 'saturation'] as const satisfies readonly Signal[];
/** So many services beside it are looked at. */
const MOST_PEERS = 6;
/** So many calls down a surge is followed. */
const MOST_HOPS = 4;

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
  await readBeside(desk, observed, peers);
}

/**
 * When far more requests come than usual, the services further down are looked at as well: what fills up first need not
 * be called by the subject itself. Goes on only where the requests arrive.
 */
export async function followSurge(desk: Desk, observed: Observations): Promise<void> {
  if (inTrouble(observed) === false || !surgeOf(observed, observed.service)) return;
  for (let hops = 2; hops <= MOST_HOPS; hops += 1) {
    const reached = observed.peers.filter(
      ({ value }) => value.relation === 'callee' && (value.hops ?? 1) === hops - 1 && surgeOf(observed, value.service),
    );
    const known = new Set([observed.service, ...observed.peers.map((peer) => peer.value.service)].map(serviceKey));
    const window = windowOf(observed);
    const graphs = await Promise.all(
      reached.slice(0, MOST_PEERS).map(({ value: { service } }) => {
        const { cluster, namespace, name } = service;
        return callTool(desk, 'get-service-graph', { cluster, namespace, service: name, ...window });
      }),
    );
    const found = graphs.flatMap((peers) => peers ?? []).filter(({ value }) => value.relation === 'callee');
    const next = [...new Map(found.map((peer) => [serviceKey(peer.value.service), peer])).entries()]
      .flatMap(([key, peer]) => (known.has(key) ? [] : [{ ...peer, value: { ...peer.value, hops } }]))
      .slice(0, MOST_PEERS);
    if (next.length === 0) return;
    observed.peers.push(...next);
    await readBeside(
      desk,
      observed,
      next.map((peer) => peer.value.service),
    );
  }
}

async function readBeside(desk: Desk, observed: Observations, services: readonly ServiceRef[]): Promise<void> {
  const answers = await Promise.all(services.flatMap((service) => BESIDE.map((signal) => read(desk, observed, service, signal))));
  observed.metrics.push(...answers.filter((item) => item !== null));
}

function windowOf({ window }: Observations): { start: string; end: string } {
  return { start: new Date(window.start).toISOString(), end: new Date(window.end).toISOString() };
}

async function read(desk: Desk, observed: Observations, service: ServiceRef, signal: Signal): Promise<Observed<MetricFacts> | null> {
  const { cluster, namespace, name } = service;
  return callTool(desk, 'query-metrics', { cluster, namespace, service: name, ...windowOf(observed), signal });
}
