import { quantileOf } from '#/lib/domain/comparison.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detector, type Support } from '../claim.ts';
import { inTrouble } from '../failing.ts';
import { findStep, type Step } from '../onset-detection.ts';
import type { Observations } from '../observations.ts';
import { measured, signalOf } from '../signals.ts';

/** Traffic this many times the usual is a surge. */
const SURGE = 2.5;
const LEAST_RISE = 1;
/** From here on a resource is taken to be full, and from this rise on to have been filled. */
const FULL = 0.9;
const FILLED = 0.2;
/** How long before the traffic what follows it may seem to begin: measurements come in steps, in ms. */
const SLACK = 15_000;
/** How full it usually is: this share of the time, in ms, before. A surge that went by in it is no part of the usual. */
const LATELY = 15 * 60_000;
const MOSTLY = 0.75;
/** Services that fill up so close to each other fill up at once, in ms. */
const AT_ONCE = 10_000;

type Saturated = { service: ServiceRef; depth: number; at: number; peak: number; evidence: string };

/** More requests than a service can take: traffic rises first, something fills up, and no change is needed to explain it. */
export const surge: Detector = {
  modes: ['traffic.surge'],
  detect(observations) {
    // More traffic that a service bears is no trouble.
    if (inTrouble(observations) === false) return SILENT;
    const risen = surgeOf(observations, observations.service);
    if (!risen || observations.comparison?.value.verdict === 'worse') return SILENT;
    const first = firstSaturated(observations, risen.step.at);
    if (!first) return SILENT;
    const errors = harm(observations, first.service);
    const values = {
      service: first.service.name,
      times: Math.round((risen.step.after / Math.max(risen.step.before, 0.01)) * 10) / 10,
      now: Math.round(risen.step.after * 10) / 10,
      before: Math.round(risen.step.before * 10) / 10,
      saturation: Math.round(first.peak * 100),
    };
    return claiming({
      mode: 'traffic.surge',
      rank: 'mechanism',
      service: first.service,
      object: first.service.name,
      title: message('report.cause.surge.title', values),
      detail: message('report.cause.surge.detail', values),
      severity: 'critical',
      mechanism: null,
      at: risen.step.at,
      evidence: [risen.evidence, first.evidence],
      support: [{ source: 'metrics', evidence: first.evidence }, ...errors],
      strength: 0.7,
      deciding: message('report.cause.surge.deciding'),
      actions: [
        {
          kind: 'scale',
          title: message('report.action.surge.title', values),
          detail: message('report.action.surge.detail', values),
          target: first.service.name,
          would_help: true,
        },
      ],
      data: { before: risen.step.before, after: risen.step.after, saturation: first.peak },
    });
  },
};

/** The rise of a service's traffic far beyond its usual; null when it did not rise so. */
export function surgeOf(observations: Observations, service: ServiceRef): { step: Step; evidence: string } | null {
  const traffic = signalOf(observations, service, 'traffic');
  const step = traffic && findStep(traffic.points, LEAST_RISE);
  return traffic && step && step.after >= SURGE * step.before ? { step, evidence: traffic.evidence } : null;
}

/** The service that fills up first, of those that do so at once the one that is called: what waits for it fills up with it. */
function firstSaturated(observations: Observations, since: number): Saturated | null {
  const beside = observations.peers.map(({ value }) => {
    const hops = value.hops ?? 1;
    return { service: value.service, depth: value.relation === 'callee' ? hops : -hops };
  });
  const found = [{ service: observations.service, depth: 0 }, ...beside].flatMap(({ service, depth }): Saturated[] => {
    const line = signalOf(observations, service, 'saturation');
    const values = measured(line?.points ?? []);
    const usual = values.filter(({ at }) => at < since - SLACK && at >= since - LATELY).map(({ value }) => value);
    const level = quantileOf(usual, MOSTLY);
    const full = values.filter(({ at, value }) => at >= since - SLACK && value >= FULL && value >= level + FILLED);
    const [begun] = full;
    return line && begun && full.length >= 2
      ? [{ service, depth, at: begun.at, peak: Math.max(...full.map(({ value }) => value)), evidence: line.evidence }]
      : [];
  });
  const earliest = Math.min(...found.map(({ at }) => at));
  return found.filter(({ at }) => at <= earliest + AT_ONCE).toSorted((a, b) => b.depth - a.depth || a.at - b.at)[0] ?? null;
}

/** That requests fail or wait for it. */
function harm(observations: Observations, service: ServiceRef): Support[] {
  const own = serviceKey(service) === serviceKey(observations.service);
  if (own) {
    const { health } = observations;
    return health && health.value.health !== 'healthy' ? [{ source: 'instances', evidence: health.evidence }] : [];
  }
  const peer = observations.peers.find(({ value }) => serviceKey(value.service) === serviceKey(service));
  return peer && peer.value.health !== 'healthy' ? [{ source: 'peers', evidence: peer.evidence }] : [];
}
