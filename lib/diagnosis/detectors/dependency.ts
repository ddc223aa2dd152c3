import type { ServiceRef } from '#/lib/domain/service.ts';
import { message, sentences } from '#/lib/domain/text.ts';
import { blamedBy, calleeAt, configuredAs, isDown, peerNamed, stopOf, written } from '../calls.ts';
import { acquitting, SILENT, type Acquittal, type Claim, type Detector, type Support } from '../claim.ts';
import { citing } from '../evidence.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';
import type { Address } from '../log-connections.ts';
import type { Observations, Observed, PeerFacts } from '../observations.ts';
import type { Blame } from '../propagation.ts';
import { readdressed } from '../readdressed.ts';
import { lastUnanswered } from '../unanswered.ts';

/** A call that gets no connection: is the callee down, or is the address wrong? */
export const dependency: Detector = {
  modes: ['dependency.unreachable', 'dependency.dns'],
  detect(observations) {
    if (inTrouble(observations) === false) return SILENT;
    const failure = failedCall(observations);
    if (!failure) return inTrouble(observations) ? healthyCallees(observations) : SILENT;
    const { down, callee, key, address } = failure;
    // An address that a change has just set is another detector's, as long as whom it led to before is well.
    if (!down && readdressed(observations, address)) return SILENT;

    const ended = endedInstance(observations);
    const own = observations.service;
    const direct = failure.caller === null || failure.caller === `${own.namespace}/${own.name}`;
    const shown = written(address) || (callee?.value.service.name ?? failure.called?.split('/')[1] ?? '');
    const target: ServiceRef = down ? down.value.service : own;
    const values = {
      address: shown,
      service: direct ? own.name : (failure.caller?.split('/')[1] ?? own.name),
      callee: callee?.value.service.name ?? '',
      key: key ?? '',
      ref: citing([...failure.evidence.slice(0, 1), ...(down ? [down.evidence] : [])]),
    };
    const name = down ? 'callee_down' : failure.unresolved ? 'dns' : 'unreachable';
    const support: Support[] = [
      ...(down ? [{ source: 'peers' as const, evidence: down.evidence }] : []),
      ...(failure.traced ? [{ source: 'traces' as const, evidence: failure.traced }] : []),
      ...(ended && ended.exit.code !== 0 ? [{ source: 'instances' as const, evidence: ended.evidence }] : []),
    ];
    const claim: Claim = {
      mode: failure.unresolved && !down ? 'dependency.dns' : 'dependency.unreachable',
      rank: 'mechanism',
      service: target,
      object: down ? down.value.service.name : shown,
      title: message(`report.cause.${name}.title`, values),
      detail: sentences(
        message(`report.cause.${name}.detail${key && !down ? '_key' : ''}`, values),
        ...(direct ? [] : [message('report.cause.callee_down.through', { service: own.name, caller: values.service })]),
      ),
      severity: 'critical',
      mechanism: down
        ? { kind: 'callee', service: target, since: down.value.healthSince }
        : key
          ? { kind: 'config_key', key, wanted: 'different' }
          : null,
      at: failure.at,
      evidence: [...failure.evidence, ...(down ? [down.evidence] : [])],
      support: support.filter((item) => item.evidence !== failure.evidence[0]),
      // A callee that is well speaks against this; then the address is doubtful and the claim stays open.
      strength: (down ? 0.65 : callee ? 0.3 : 0.45) * failure.certainty,
      deciding: message(`report.cause.${name}.deciding`, values),
      actions: [
        {
          kind: down && (down.value.stopped || stopOf(observations, target)) ? 'restart' : 'investigate',
          title: message(down ? 'report.action.callee.title' : 'report.action.address.title', values),
          detail: message(down ? 'report.action.callee.detail' : 'report.action.address.detail', values),
          target: down ? down.value.service.name : (key ?? undefined),
          would_help: down ? true : null,
        },
      ],
      data: { host: address.host, port: address.port, key },
    };
    return { claims: [claim], acquittals: down ? [passingOn(observations, down, failure.evidence)] : [] };
  },
};

type FailedCall = {
  address: Address;
  key: string | null;
  callee: Observed<PeerFacts> | null;
  down: Observed<PeerFacts> | null;
  unresolved: boolean;
  /** `namespace/name`; null when it is the subject by its own log. */
  caller: string | null;
  called: string | null;
  at: number | null;
  evidence: string[];
  traced: string | null;
  certainty: number;
};

/** The call that fails for want of an answer, by the subject's log or else by its traces; null when none does. */
function failedCall(observations: Observations): FailedCall | null {
  const log = failingLog(observations);
  const said = log && lastUnanswered(log.lines);
  const traced = blamedBy(observations);
  const blame = traced?.blames[0]?.kind === 'unanswered' ? traced.blames[0] : null;
  if (log && said) {
    const { address } = said;
    const key = configuredAs(observations, address)?.key ?? null;
    const callee =
      calleeAt(observations, address, key) ?? (blame && sameCall(blame, address) ? peerNamed(observations, blame.service) : null);
    return {
      address,
      key,
      callee,
      down: callee && isDown(observations, callee) ? callee : null,
      unresolved: said.unresolved,
      caller: null,
      called: null,
      at: said.since,
      evidence: [log.evidence],
      traced: blame && traced && sameCall(blame, address) ? traced.evidence : null,
      certainty: 1,
    };
  }
  if (!blame || !traced || blame.share < HALF) return null;
  const callee = peerNamed(observations, blame.service);
  const key = configuredAs(observations, blame.address)?.key ?? null;
  return {
    address: blame.address,
    key,
    callee,
    down: callee && isDown(observations, callee) ? callee : null,
    unresolved: /ENOTFOUND|EAI_AGAIN|NXDOMAIN|UnknownHost/i.test(blame.error.type ?? ''),
    caller: blame.caller,
    called: blame.service,
    at: null,
    evidence: [traced.evidence],
    traced: traced.evidence,
    certainty: blame.certainty,
  };
}

/** Fewer of the failing requests than this break there: then it is not what they have in common. */
const HALF = 0.5;

function sameCall(blame: Blame, address: Address): boolean {
  return address.host === null || blame.address.host === null || blame.address.host === address.host;
}

/** The caller fails because its callee does: it is let go. */
function passingOn({ service }: Observations, down: Observed<PeerFacts>, evidence: string[]): Acquittal {
  const values = { service: service.name, callee: down.value.service.name };
  return {
    mode: 'app.exception',
    service,
    title: message('report.cause.passing_on.hypothesis', values),
    reason: message('report.cause.passing_on.acquitted', values),
    evidence,
  };
}

/** Callees that were looked at and are well: they are not the reason. */
function healthyCallees(observations: Observations) {
  const log = failingLog(observations);
  // Of a log that was not read nobody can say what is not in it.
  if (!log) return SILENT;
  const well = observations.peers.filter((peer) => peer.value.relation === 'callee' && peer.value.health === 'healthy');
  return acquitting(
    ...well.map((peer) => ({
      mode: 'dependency.unreachable',
      service: peer.value.service,
      title: message('report.cause.callee_down.hypothesis', { callee: peer.value.service.name }),
      reason: message('report.cause.callee_down.acquitted', { callee: peer.value.service.name }),
      evidence: [peer.evidence, log.evidence],
    })),
  );
}
