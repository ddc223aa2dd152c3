import { message, type Message } from '#/lib/domain/text.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import type { Culprit } from './changes.ts';
import type { Claim } from './claim.ts';
import { citing } from './evidence.ts';
import { sameSetting } from './failing.ts';
import type { Observations } from './observations.ts';
import { toldBefore } from './told-before.ts';

/** What a rollback would come to: true, false or null when it is not known, with the reason and what shows it. */
export type RollbackJudgement = { version: string; wouldHelp: boolean | null; reason: Message; evidence: string[] };

/** Why it would not help, before the words are put together. */
type Against = { key: string; values?: Record<string, string | number>; evidence: string[] };

/**
 * Whether going back from the deployment would mend what the claim says is wrong. Null when there is nothing to leave,
 * nothing to go back to, or when the deployment ended healthy and is not what is accused.
 */
export function judgeRollback(observations: Observations, claim: Claim | null, culprit: Culprit | null): RollbackJudgement | null {
  const { deployment, previous } = observations;
  if (!deployment || !previous || deployment.value.status === 'rolled_back') return null;
  const accused = culprit !== null && culprit.change.deploymentId === deployment.value.id;
  if (deployment.value.status === 'healthy' && !accused) return null;
  const { version } = previous.value;
  const against = whyNot(observations, claim, culprit);
  if (against) {
    const values = { version, ref: citing(against.evidence), ...against.values };
    const evidence = against.evidence.length > 0 ? against.evidence : [deployment.evidence];
    return { version, wouldHelp: false, reason: message(`report.action.rollback.${against.key}`, values), evidence };
  }
  // A rollback undoes what came after the state that it restores; of one that has failed itself nobody can say that another would help.
  const undone = culprit !== null && culprit.change.at > previous.value.createdAt && deployment.value.kind !== 'rollback';
  const helps = undone && unrestored(observations, claim) === null;
  const reason = message(`report.action.rollback.${helps ? 'helps' : 'unknown'}`, { version });
  return { version, wouldHelp: helps ? true : null, reason, evidence: [previous.evidence] };
}

function whyNot(observations: Observations, claim: Claim | null, culprit: Culprit | null): Against | null {
  const { service, others, previous } = observations;
  if (claim && (claim.service.name !== service.name || claim.service.namespace !== service.namespace))
    return { key: 'elsewhere', values: { cause: claim.service.name }, evidence: claim.evidence.slice(-1) };
  if (others && failsAsWell(observations)) return { key: 'fails_too', evidence: [others.evidence] };
  const old = claim && toldBefore(observations, claim);
  if (old) return { key: 'failed_before', values: { error: old.error }, evidence: [old.evidence] };
  if (claim?.mode === 'traffic.surge') return { key: 'traffic', evidence: claim.evidence.slice(0, 1) };
  const kept = unrestored(observations, claim);
  // What the version itself brought goes with it, whatever setting it stumbles over.
  if (kept !== null && previous && !culprit?.paths.includes('version'))
    return { key: 'same_setting', values: { key: kept }, evidence: [previous.evidence] };
  return null;
}

/** The setting that the claim is about when a rollback would leave it as it is; null when it would not, or that is not known. */
function unrestored({ restores }: Observations, claim: Claim | null): string | null {
  const mechanism = claim?.mechanism;
  if (!restores) return null;
  const path = mechanism?.kind === 'config_key' ? `config.${mechanism.key}` : mechanism?.kind === 'flag' ? `flags.${mechanism.flag}` : null;
  if (path === null || restores.some((item) => sameSetting(item, path))) return null;
  // A setting that the old state has as well may still do for the old version: then the version is what goes.
  return restores.includes('version') && claim?.mode.startsWith('config.') ? null : path.replace(/^(?:config|flags)\./, '');
}

/** Whether the version that would be restored runs beside the failing one and fails since then, too. */
function failsAsWell({ others, deployment, previous }: Observations): boolean {
  const same =
    others?.value.filter(
      ({ version, state }) => version === previous?.value.version && state !== 'stopping' && state !== 'stopped' && state !== 'starting',
    ) ?? [];
  const since = deployment?.value.createdAt ?? 0;
  return same.length > 0 && same.every((instance) => !instance.ready && (ended(instance, since) || instance.readiness?.ok === false));
}

function ended({ last_exit: exit }: Instance, since: number): boolean {
  return exit !== null && exit.reason !== 'Stopped' && Date.parse(exit.at) >= since;
}
