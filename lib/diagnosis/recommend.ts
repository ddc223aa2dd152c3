import type { Verdict } from '#/lib/domain/diagnosis.ts';
import { message } from '#/lib/domain/text.ts';
import type { Culprit } from './changes.ts';
import type { Action, Claim } from './claim.ts';
import type { Observations } from './observations.ts';

/** The claim's own remedies with the rollback in front where it would help, else behind with the reason why not. */
export function recommend(
  observations: Observations,
  found: { verdict: Verdict; cause: Claim | null; candidate: Claim | null; culprit: Culprit | null },
): Action[] {
  const { verdict, cause, candidate, culprit } = found;
  if (verdict === 'no_fault')
    return [{ kind: 'none', title: message('report.action.none.title'), detail: message('report.action.none.detail'), would_help: null }];
  const rollback = rollbackFor(observations, cause, culprit);
  const remedies = (cause ?? candidate)?.actions ?? [];
  const look: Action[] =
    cause || remedies.length > 0
      ? []
      : [
          {
            kind: 'investigate',
            title: message('report.action.look.title'),
            detail: message('report.action.look.detail'),
            would_help: null,
          },
        ];
  if (!rollback) return [...remedies, ...look];
  return rollback.would_help === true ? [rollback, ...remedies, ...look] : [...remedies, ...look, rollback];
}

function rollbackFor(observations: Observations, cause: Claim | null, culprit: Culprit | null): Action | null {
  const { deployment, previous, service } = observations;
  if (!deployment || deployment.value.status === 'healthy' || deployment.value.status === 'rolled_back') return null;
  if (!previous) return null;
  const version = previous.value.version;
  const elsewhere = cause !== null && (cause.service.name !== service.name || cause.service.namespace !== service.namespace);
  // A rollback undoes what came after the state that it restores; of one that has failed itself nobody can say that another would help.
  const undone = culprit !== null && !elsewhere && culprit.change.at > previous.value.createdAt;
  const [name, would_help] = elsewhere
    ? (['elsewhere', false] as const)
    : failsAsWell(observations, version)
      ? (['fails_too', false] as const)
      : undone && deployment.value.kind !== 'rollback'
        ? (['helps', true] as const)
        : (['unknown', null] as const);
  return {
    kind: 'rollback',
    title: message('report.action.rollback.title', { service: service.name, version }),
    detail: message(`report.action.rollback.${name}`, { version, cause: cause?.service.name ?? '' }),
    target: deployment.value.id,
    would_help,
  };
}

/** Whether the version that would be restored runs beside the failing one and keeps ending, too. */
function failsAsWell({ others, deployment }: Observations, version: string): boolean {
  const same = others?.value.filter((instance) => instance.version === version) ?? [];
  const since = deployment?.value.createdAt ?? 0;
  return (
    same.length > 0 &&
    same.every((instance) => {
      const exit = instance.last_exit;
      return !instance.ready && exit !== null && exit.reason !== 'Stopped' && Date.parse(exit.at) >= since;
    })
  );
}
