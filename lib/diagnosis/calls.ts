import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { spanOrigin } from '#/lib/domain/span-origin.ts';
import type { Address } from './log-connections.ts';
import type { ChangeFacts, Endpoint, Observations, Observed, PeerFacts } from './observations.ts';
import { blameTraces, type Blame } from './propagation.ts';

/** Where the subject's own failing requests break, by its traces. */
export function blamedBy(observations: Observations): { blames: Blame[]; evidence: string } | null {
  const own = serviceKey(observations.service);
  const { namespace } = observations.service;
  const failing = observations.traces.filter(({ value }) =>
    value.spans.some((span) => span.status === 'ERROR' && spanOrigin(span, namespace) === own),
  );
  const [first] = failing;
  return first
    ? {
        blames: blameTraces(
          failing.map((item) => item.value),
          namespace,
        ),
        evidence: first.evidence,
      }
    : null;
}

/** The key of the subject's configuration that holds the address. */
export function configuredAs({ deployment }: Observations, address: Address): Endpoint | null {
  return deployment?.value.endpoints.find((item) => sameAddress(item, address)) ?? null;
}

function sameAddress(endpoint: Endpoint, { host, port }: Address): boolean {
  return (
    host !== null &&
    endpoint.host.toLowerCase() === host.toLowerCase() &&
    (port === null || endpoint.port === null || endpoint.port === port)
  );
}

/** Which of the callees an address belongs to: by its host's first label, or by the name of the setting that holds it. */
export function calleeAt(observations: Observations, address: Address, key: string | null): Observed<PeerFacts> | null {
  const callees = observations.peers.filter((peer) => peer.value.relation === 'callee');
  const label = address.host?.split('.')[0]?.toLowerCase();
  const byHost = callees.find((peer) => peer.value.service.name === label);
  if (byHost || !key) return byHost ?? null;
  const [word] = key.toLowerCase().split(/[_.-]/);
  const byKey = callees.filter((peer) => peer.value.service.name.split('-')[0] === word);
  return byKey.length === 1 ? (byKey[0] ?? null) : null;
}

/** The service among the neighbours that spans or logs call so. */
export function peerNamed(observations: Observations, name: string): Observed<PeerFacts> | null {
  return observations.peers.find((peer) => serviceKey(peer.value.service) === name) ?? null;
}

/** The newest change until `until` (unix ms) that stopped the service or took its last instance, unless a later one brought it back. */
export function stopOf({ changes }: Observations, service: ServiceRef, until: number | null = null): ChangeFacts | null {
  const own = changes.filter(
    (change) => change.service === service.name && change.namespace === service.namespace && (until === null || change.at <= until),
  );
  const newest = own
    .toSorted((a, b) => b.at - a.at)
    .find((change) => change.changes.some((item) => item.path === 'stopped' || item.path === 'replicas'));
  const stops = newest?.changes.some(
    (item) => (item.path === 'stopped' && item.after === true) || (item.path === 'replicas' && item.after === 0),
  );
  return newest && stops ? newest : null;
}

/** Whether nothing of a service can answer. */
export function isDown(observations: Observations, { value }: Observed<PeerFacts>): boolean {
  return value.stopped || value.health === 'failing' || (value.health !== 'healthy' && stopOf(observations, value.service) !== null);
}

/** Host and port of a value that is an address; null of one that is none, or whose value is kept secret. */
export function endpointIn(value: unknown): { host: string; port: number | null } | null {
  if (typeof value !== 'string') return null;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? URL.parse(value) : null;
  if (url?.hostname) return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port ? Number(url.port) : null };
  const match = /^([a-z0-9.-]+):(\d{2,5})$/i.exec(value);
  return match?.[1] ? { host: match[1], port: Number(match[2]) } : null;
}

/** An address as it is written. */
export function written({ host, port }: Address): string {
  return host === null ? '' : `${host}${port === null ? '' : `:${port}`}`;
}
