import type { ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { acquitting, claiming, SILENT, type Claim, type Detector } from '../claim.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';
import { lastHit, signatures, type Address } from '../log-signatures.ts';
import type { Observations, Observed, PeerFacts } from '../observations.ts';

/** A call that gets no connection: is the callee down, or is the address wrong? */
export const dependency: Detector = {
  modes: ['dependency.unreachable', 'dependency.dns'],
  detect(observations) {
    const log = failingLog(observations);
    if (!log) return SILENT;
    const unresolved = lastHit(log.lines, signatures.unresolvable);
    const refused = lastHit(log.lines, signatures.unreachable);
    const hit = unresolved ?? refused;
    if (!hit) return inTrouble(observations) ? healthyCallees(observations) : SILENT;
    if (inTrouble(observations) === false) return SILENT;

    const address: Address = unresolved ? { host: unresolved.value.host, port: null } : (refused?.value ?? { host: null, port: null });
    const key = configuredAs(observations, address);
    const callee = calleeAt(observations, address, key);
    const down = callee && (callee.value.stopped || callee.value.health === 'failing') ? callee : null;
    const ended = endedInstance(observations);
    const shown = address.host ? `${address.host}${address.port ? `:${address.port}` : ''}` : (callee?.value.service.name ?? '');
    const values = { address: shown, service: observations.service.name, callee: callee?.value.service.name ?? '', key: key ?? '' };
    const name = down ? 'callee_down' : unresolved ? 'dns' : 'unreachable';
    const target: ServiceRef = down ? down.value.service : observations.service;
    const claim: Claim = {
      mode: unresolved ? 'dependency.dns' : 'dependency.unreachable',
      rank: 'mechanism',
      service: target,
      object: down ? down.value.service.name : shown,
      title: message(`report.cause.${name}.title`, values),
      detail: message(`report.cause.${name}.detail${key && !down ? '_key' : ''}`, values),
      severity: 'critical',
      mechanism: down ? { kind: 'callee', service: target } : key ? { kind: 'config_key', key, wanted: 'different' } : null,
      at: hit.since,
      evidence: [log.evidence, ...(down ? [down.evidence] : [])],
      support: [
        ...(down ? [{ source: 'peers' as const, evidence: down.evidence }] : []),
        ...(ended && ended.exit.code !== 0 ? [{ source: 'instances' as const, evidence: ended.evidence }] : []),
      ],
      // A callee that is well speaks against this; then the address is doubtful and the claim stays open.
      strength: down ? 0.65 : callee ? 0.3 : 0.45,
      deciding: message(`report.cause.${name}.deciding`, values),
      actions: [
        {
          kind: down?.value.stopped ? 'restart' : 'investigate',
          title: message(down ? 'report.action.callee.title' : 'report.action.address.title', values),
          detail: message(down ? 'report.action.callee.detail' : 'report.action.address.detail', values),
          target: down ? down.value.service.name : (key ?? undefined),
          would_help: down ? true : null,
        },
      ],
      data: { host: address.host, port: address.port, key },
    };
    return claiming(claim);
  },
};

/** Callees that were looked at and are well: they are not the reason. */
function healthyCallees(observations: Observations) {
  const well = observations.peers.filter((peer) => peer.value.relation === 'callee' && peer.value.health === 'healthy');
  return acquitting(
    ...well.map((peer) => ({
      mode: 'dependency.unreachable',
      service: peer.value.service,
      title: message('report.cause.callee_down.hypothesis', { callee: peer.value.service.name }),
      reason: message('report.cause.callee_down.acquitted', { callee: peer.value.service.name }),
      evidence: [peer.evidence],
    })),
  );
}

function configuredAs(observations: Observations, address: Address): string | null {
  const endpoints = observations.deployment?.value.endpoints ?? [];
  const same = endpoints.find(
    (item) => item.host === address.host && (address.port === null || item.port === null || item.port === address.port),
  );
  return same?.key ?? null;
}

/** Which of our services an address belongs to: by its host's first label, or by the name of the setting that holds it. */
function calleeAt(observations: Observations, address: Address, key: string | null): Observed<PeerFacts> | null {
  const callees = observations.peers.filter((peer) => peer.value.relation === 'callee');
  const label = address.host?.split('.')[0]?.toLowerCase();
  const byHost = callees.find((peer) => peer.value.service.name === label);
  if (byHost || !key) return byHost ?? null;
  const [word] = key.toLowerCase().split('_');
  const byKey = callees.filter((peer) => peer.value.service.name.split('-')[0] === word);
  return byKey.length === 1 ? (byKey[0] ?? null) : null;
}
