import { actsInPlace, periodsOf } from '#/lib/diagnosis/periods.ts';
import type { Observations, Observed, PeerFacts } from '#/lib/diagnosis/observations.ts';
import { blameTraces } from '#/lib/diagnosis/propagation.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { Window } from '#/lib/ports.ts';
import { visibleServices } from '#/lib/usecases/visible-services.ts';
import { callTool, type Desk } from './call-tool.ts';

/** How many callees are followed: the one that traces blame before those that are unwell. */
const FOLLOWED = 2;

/** Reads what the failing instances printed, not what those in `except` did, which belong to another attempt; and what was printed before. */
export async function readLogs(desk: Desk, observed: Observations, except: readonly string[]): Promise<void> {
  const { failing, before, versionBefore } = periodsOf(observed);
  const version = observed.deployment?.value.version;
  const now = callTool(desk, 'search-logs', {
    ...inputOf(observed.service, failing),
    version,
    role: 'failing',
    except: actsInPlace(observed.deployment) ? [] : [...except],
  });
  const then = before
    ? callTool(desk, 'search-logs', { ...inputOf(observed.service, before), version: versionBefore ?? undefined, role: 'previous' })
    : null;
  observed.logs = [...observed.logs, ...(await Promise.all([now, then])).filter((item) => item !== null)];
}

/** Reads failed traces that touch the service while it fails. */
export async function readTraces(desk: Desk, observed: Observations): Promise<void> {
  observed.traces = (await callTool(desk, 'search-traces', inputOf(observed.service, periodsOf(observed).failing))) ?? [];
}

/** Whom the failure leads to: the service in which failing requests break, then callees that are unwell. */
export async function calleesToFollow(desk: Desk, observed: Observations): Promise<ServiceRef[]> {
  const own = serviceKey(observed.service);
  const blamed = blameTraces(
    observed.traces.map((item) => item.value),
    observed.service.namespace,
  ).filter((item) => item.service !== own && item.share >= 0.3);
  const unwell = observed.peers.filter(({ value }) => value.relation === 'callee' && (value.stopped || value.health !== 'healthy'));
  const wanted = new Set([...blamed.map((item) => item.service), ...unwell.map((peer) => serviceKey(peer.value.service))]);
  if (wanted.size === 0) return [];
  // What spans name need not be a service of ours, nor one that whoever asks may see.
  const known = await visibleServices(desk.ctx).catch(() => []);
  return [...wanted]
    .flatMap((name) => known.find((item) => item.cluster === observed.service.cluster && serviceKey(item) === name) ?? [])
    .slice(0, FOLLOWED)
    .map(({ cluster, namespace, name }) => ({ cluster, namespace, name }));
}

/** Reads the state and the logs, now and before, of a service that the failure leads to. */
export async function followCallee(desk: Desk, observed: Observations, callee: ServiceRef): Promise<void> {
  const { failing, before } = periodsOf(observed);
  const known = observed.peers.some(({ value }) => value.relation === 'callee' && serviceKey(value.service) === serviceKey(callee));
  const { cluster, namespace, name } = callee;
  const [state, now, then, changes] = await Promise.all([
    known ? null : callTool(desk, 'get-service', { cluster, namespace, service: name }),
    callTool(desk, 'search-logs', { ...inputOf(callee, failing), role: 'failing' }),
    before ? callTool(desk, 'search-logs', { ...inputOf(callee, before), role: 'previous' }) : null,
    namespace === observed.service.namespace ? null : callTool(desk, 'query-audit-logs', changesOf(callee, observed.window)),
  ]);
  if (state) observed.peers.push(peerOf(callee, state.health));
  observed.logs.push(...[now, then].filter((item) => item !== null));
  const have = new Set(observed.changes.map((change) => change.id));
  observed.changes.push(...(changes ?? []).filter((change) => change.service === name && !have.has(change.id)));
}

type Health = NonNullable<Observations['health']>;

function peerOf(service: ServiceRef, health: Health): Observed<PeerFacts> {
  const { health: is, since, stopped, desired } = health.value;
  return {
    evidence: health.evidence,
    value: {
      service,
      relation: 'callee',
      health: is,
      healthSince: since,
      stopped: stopped || desired === 0,
      errorRate: null,
      errorsSince: null,
    },
  };
}

const DAY = 86_400_000;

function changesOf({ cluster, namespace, name }: ServiceRef, window: Window) {
  return { cluster, namespace, service: name, start: iso(window.start - DAY), end: iso(window.end) };
}

function inputOf({ cluster, namespace, name }: ServiceRef, { start, end }: Window) {
  return { cluster, namespace, service: name, start: iso(start), end: iso(end) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
