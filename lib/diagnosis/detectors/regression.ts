import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Claim, type Detector } from '../claim.ts';
import { inTrouble } from '../failing.ts';
import { moment } from '../moment.ts';
import type { Observations } from '../observations.ts';
import { signalOf } from '../signals.ts';

/** Instances that are ready and serve worse than what served before: what is seen when nothing names the mechanism. */
export const regression: Detector = {
  modes: ['rollout.regression'],
  detect(observations) {
    const { comparison, deployment, service } = observations;
    if (comparison?.value.verdict !== 'worse' || !deployment || inTrouble(observations) === false) return SILENT;
    const { what, route, before, after, requests, since, newError } = comparison.value;
    const { version, kind } = deployment.value;
    const share = what === 'errors';
    const values = {
      version,
      service: service.name,
      now: share ? percent(after) : what === 'latency' ? Math.round(after * 1000) : after,
      before: share ? percent(before) : what === 'latency' ? Math.round(before * 1000) : before,
      requests: requests.after,
      requestsBefore: requests.before,
      route: route ?? '',
      text: newError?.text ?? '',
      since: moment(since, observations.now),
    };
    const key = `report.cause.regression.${what}`;
    const claim: Claim = {
      mode: 'rollout.regression',
      rank: 'symptom',
      service,
      object: route ?? version,
      title: message(kind === 'release' ? `${key}.title` : `${key}.title_change`, values),
      detail: message(route === null ? `${key}.detail` : `${key}.detail_route`, values),
      severity: 'critical',
      mechanism: { kind: 'version' },
      at: since,
      evidence: [comparison.evidence],
      support: support(observations, what),
      strength: 0.65,
      deciding: message('report.cause.regression.deciding'),
      actions: [
        {
          kind: 'investigate',
          title: message('report.action.regression.title'),
          detail: message('report.action.regression.detail', values),
          would_help: null,
        },
      ],
      data: { what, route, before, after, requests_before: requests.before, requests_after: requests.after },
    };
    return claiming(claim);
  },
};

/** Those who call it feel the same: their own failures, or their own slowness, from then on. */
function support(observations: Observations, what: 'errors' | 'latency' | 'new_errors'): Claim['support'] {
  const callers = observations.peers.filter((peer) => peer.value.relation === 'caller');
  const harmed = callers.find((peer) => (peer.value.errorRate ?? 0) > 0 && peer.value.errorsSince !== null);
  if (what === 'errors' && harmed) return [{ source: 'peers', evidence: harmed.evidence }];
  const own = signalOf(observations, observations.service, what === 'latency' ? 'latency_p95' : 'error_rate');
  return own ? [{ source: 'metrics', evidence: own.evidence }] : [];
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
