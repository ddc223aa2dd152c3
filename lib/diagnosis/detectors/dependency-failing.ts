import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message, sentences } from '#/lib/domain/text.ts';
import { blamedBy, isDown, peerNamed } from '../calls.ts';
import { SILENT, type Claim, type Detector, type Support } from '../claim.ts';
import { citing } from '../evidence.ts';
import { inTrouble } from '../failing.ts';
import { loggedErrors } from '../log-errors.ts';
import type { Observations } from '../observations.ts';
import type { Blame } from '../propagation.ts';

/** Fewer of the failing requests than this break there: then it is not what they have in common. */
const MOST = 0.5;

/** A callee that answers, with errors of its own: the deepest failing span says which. */
export const dependencyFailing: Detector = {
  modes: ['dependency.failing'],
  detect(observations) {
    const traced = blamedBy(observations);
    const [blame] = traced?.blames ?? [];
    if (!traced || !blame || blame.kind !== 'failed' || blame.share < MOST || inTrouble(observations) === false) return SILENT;
    if (blame.service === serviceKey(observations.service)) return SILENT;
    const peer = peerNamed(observations, blame.service);
    // A service that is down does not answer; what answers in its place is no error of its own.
    if (peer && isDown(observations, peer) && peer.value.stopped) return SILENT;

    const service = refOf(observations, blame.service);
    const [error] = loggedErrors(observations, blame.service).filter((item) => item.kind !== 'old');
    const said = blame.error.type ?? (blame.error.status === null ? null : String(blame.error.status));
    const values = {
      callee: service.name,
      service: observations.service.name,
      operation: blame.operation,
      percent: Math.round(blame.share * 100),
      count: blame.count,
      error: error?.said ?? said ?? '',
    };
    const support: Support[] = [
      ...(error ? [{ source: 'logs' as const, evidence: error.log.evidence }] : []),
      ...(peer && peer.value.health !== 'healthy' && peer.value.health !== 'unknown'
        ? [{ source: 'peers' as const, evidence: peer.evidence }]
        : []),
    ];
    const claim: Claim = {
      mode: 'dependency.failing',
      rank: 'mechanism',
      service,
      object: blame.operation,
      title: message('report.cause.callee_fails.title', values),
      detail: sentences(
        message('report.cause.callee_fails.detail', { ...values, ref: citing([traced.evidence]) }),
        ...(values.error
          ? [message('report.cause.callee_fails.error', { ...values, ref: citing(error ? [error.log.evidence] : []) })]
          : []),
      ),
      severity: 'critical',
      mechanism: error
        ? { kind: 'exception', version: error.log.value.lines[error.template.example]?.version ?? null, text: error.text }
        : { kind: 'callee', service, since: peer?.value.healthSince ?? null },
      at: error?.template.first ?? null,
      evidence: [traced.evidence],
      support,
      strength: strengthOf(blame),
      deciding: message('report.cause.callee_fails.deciding', values),
      actions: [
        {
          kind: 'investigate',
          title: message('report.action.callee_fails.title', values),
          detail: message('report.action.callee_fails.detail', values),
          target: service.name,
          would_help: null,
        },
      ],
      data: { operation: blame.operation, share: blame.share, error: said },
    };
    return {
      claims: [claim],
      acquittals: [
        {
          mode: 'app.exception',
          service: observations.service,
          title: message('report.cause.passing_on.hypothesis', values),
          reason: message('report.cause.passing_on.acquitted', values),
          evidence: [traced.evidence],
        },
      ],
    };
  },
};

function strengthOf({ share, certainty, count }: Blame): number {
  return (count > 1 ? 0.6 : 0.45) * certainty * Math.min(1, 0.5 + share / 2);
}

function refOf({ service }: Observations, key: string): ServiceRef {
  const [namespace = service.namespace, name = key] = key.split('/');
  return { cluster: service.cluster, namespace, name };
}
