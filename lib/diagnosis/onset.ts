import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { message } from '#/lib/domain/text.ts';
import type { Claim } from './claim.ts';
import { endedInstance, failingLog, inTrouble } from './failing.ts';
import { tellingLines } from './log-signatures.ts';
import type { Observations } from './observations.ts';
import { classOf, findStep } from './onset-detection.ts';
import { signalOf } from './signals.ts';

type Onset = NonNullable<StoredReport['onset']>;
type Found = (Omit<Onset, 'at'> & { at: number }) | null;

/** What shows that a running service fares worse, and the least rise of each that matters, in its unit. */
const RISES = [
  { signal: 'error_rate', floor: 0.02 },
  { signal: 'latency_p95', floor: 0.1 },
] as const;
/** A change counts as just before when it is that near, in ms: an exchange of instances takes its time. */
const MARGIN = 90_000;

/** When it began to fail and what that is known by; null when the observations leave it open. */
export function findOnset(observations: Observations, claim: Claim | null): Found {
  const { deployment, previous, health, now } = observations;
  if (inTrouble(observations) === false) return null;
  const sign = firstSign(observations, claim);
  // What happens to a deployment that had ended healthy is the service's story, not its own.
  if (deployment && deployment.value.status !== 'healthy') {
    const facts = deployment.value;
    const values = { version: facts.version, previous: previous?.value.version ?? '' };
    const worse = observations.comparison?.value;
    if (worse?.verdict === 'worse') return { at: worse.since, kind: 'since_change', basis: message('report.onset.compared', values) };
    if (facts.watchingSince !== null) {
      const at = facts.failureSeenAt ?? facts.finishedAt ?? sign;
      return at === null ? null : { at, kind: 'after_healthy', basis: message('report.onset.after_healthy', values) };
    }
    const at = sign ?? facts.failureSeenAt;
    if (at === null || at > now) return null;
    return previous
      ? { at, kind: 'since_change', basis: message('report.onset.since_change', values) }
      : { at, kind: 'since_creation', basis: message('report.onset.since_creation', values) };
  }
  return risen(observations) ?? sinceHealth(health?.value ?? null);
}

/** When its health was last judged to have turned. */
function sinceHealth(health: NonNullable<Observations['health']>['value'] | null): Found {
  const since = health?.health === 'failing' || health?.health === 'degraded' ? health.since : null;
  return since === null ? null : { at: since, kind: 'after_healthy', basis: message('report.onset.after_healthy_service') };
}

/** The first of a running service's signals to rise and stay up, and what that goes with; null when none did or it is ambiguous. */
function risen(observations: Observations): Found {
  const { service, changes, deployment } = observations;
  const steps = RISES.flatMap(({ signal, floor }) => {
    const line = signalOf(observations, service, signal);
    const step = line && findStep(line.points, floor);
    return step ? [{ signal, step }] : [];
  });
  const [first] = steps.toSorted((a, b) => a.step.at - b.step.at);
  if (!first) return null;
  const own = changes.filter((change) => change.service === service.name && change.namespace === service.namespace);
  const kind = classOf(first.step, {
    changes: own.map((change) => change.at),
    createdAt: deployment && deployment.value.previousVersion === null ? deployment.value.createdAt : null,
    margin: MARGIN,
  });
  const values = { signal: message(first.signal === 'error_rate' ? 'report.onset.errors' : 'report.onset.latency') };
  return kind && { at: first.step.at, kind, basis: message(`report.onset.risen_${kind}`, values) };
}

/** The earliest trace of the failure among what belongs to the failing attempt. */
function firstSign(observations: Observations, claim: Claim | null): number | null {
  const start = observations.deployment?.value.startedAt ?? observations.deployment?.value.createdAt ?? observations.window.start;
  const lines = failingLog(observations)?.lines ?? [];
  const telling = new Set(tellingLines(lines).map((index) => lines[index]?.text));
  const line = lines.find((item) => item.at >= start && (telling.has(item.text) || item.level === 'fatal' || item.level === 'error'));
  const ended = endedInstance(observations);
  const times = [line?.at, ended ? Date.parse(ended.exit.at) : undefined, claim?.at ?? undefined].filter(
    (at) => at !== undefined && at >= start,
  );
  return times.length > 0 ? Math.min(...(times as number[])) : null;
}
