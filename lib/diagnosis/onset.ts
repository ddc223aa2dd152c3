import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { message } from '#/lib/domain/text.ts';
import type { Claim } from './claim.ts';
import { endedInstance, failingLog, inTrouble } from './failing.ts';
import { tellingLines } from './log-signatures.ts';
import type { Observations } from './observations.ts';

type Onset = NonNullable<StoredReport['onset']>;

/** When it began to fail and what that is known by; null when the observations leave it open. */
export function findOnset(observations: Observations, claim: Claim | null): (Omit<Onset, 'at'> & { at: number }) | null {
  const { deployment, previous, health, now } = observations;
  if (inTrouble(observations) === false) return null;
  const sign = firstSign(observations, claim);
  // What happens to a deployment that had ended healthy is the service's story, not its own.
  if (deployment && deployment.value.status !== 'healthy') {
    const facts = deployment.value;
    const values = { version: facts.version, previous: previous?.value.version ?? '' };
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
  const since = health?.value.health === 'failing' || health?.value.health === 'degraded' ? health.value.since : null;
  return since === null || since === undefined
    ? null
    : { at: since, kind: 'after_healthy', basis: message('report.onset.after_healthy_service') };
}

/** The earliest trace of the failure among what belongs to the failing attempt. */
function firstSign(observations: Observations, claim: Claim | null): number | null {
  const start = observations.deployment?.value.startedAt ?? observations.deployment?.value.createdAt ?? observations.window.start;
  const lines = failingLog(observations)?.lines ?? [];
  const telling = new Set(tellingLines(lines).map((index) => lines[index]?.text));
  const line = lines.find((item) => telling.has(item.text) || item.level === 'fatal' || item.level === 'error');
  const ended = endedInstance(observations);
  const times = [line?.at, ended ? Date.parse(ended.exit.at) : undefined, claim?.at ?? undefined].filter(
    (at) => at !== undefined && at >= start,
  );
  return times.length > 0 ? Math.min(...(times as number[])) : null;
}
