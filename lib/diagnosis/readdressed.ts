import { calleeAt, endpointIn } from './calls.ts';
import { sameSetting } from './failing.ts';
import type { Address } from './log-connections.ts';
import type { ChangeFacts, Observations, Observed, PeerFacts } from './observations.ts';

/** An address that a change put into the configuration, and the callee that the one before led to, which is well. */
export type Readdressed = { key: string; change: ChangeFacts; callee: Observed<PeerFacts> | null; before: string | null };

/**
 * Whether a change of the subject set the very address that does not answer, in place of another, while whom it calls
 * is well: then the address is wrong. Null when nothing set it, or when a callee is not well.
 */
export function readdressed(observations: Observations, address: Address): Readdressed | null {
  const { service, deployment } = observations;
  if (address.host === null) return null;
  const endpoint = deployment?.value.endpoints.find(
    (item) =>
      item.host.toLowerCase() === address.host?.toLowerCase() && (address.port === null || (item.port ?? address.port) === address.port),
  );
  if (!endpoint) return null;
  const set = observations.changes
    .filter((change) => change.service === service.name && change.namespace === service.namespace)
    .toSorted((a, b) => b.at - a.at)
    .flatMap((change) => change.changes.flatMap((item) => (sameSetting(item.path, `config.${endpoint.key}`) ? [{ change, item }] : [])))[0];
  if (!set || set.item.after === null || set.item.before === null || set.item.before === undefined) return null;
  const before = endpointIn(set.item.before);
  const after = endpointIn(set.item.after);
  if (before && after && before.host === after.host && before.port === after.port) return null;
  const callee = calleeAt(observations, before ?? { host: null, port: null }, endpoint.key);
  const callees = observations.peers.filter((peer) => peer.value.relation === 'callee');
  const well = callee ? callee.value.health === 'healthy' : callees.length > 0 && callees.every((peer) => peer.value.health === 'healthy');
  if (!well) return null;
  return {
    key: endpoint.key,
    change: set.change,
    callee: callee ?? callees[0] ?? null,
    before: before && `${before.host}${before.port === null ? '' : `:${before.port}`}`,
  };
}
