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

function rollbackFor({ deployment, previous, service }: Observations, cause: Claim | null, culprit: Culprit | null): Action | null {
  if (!deployment || deployment.value.status === 'healthy' || deployment.value.status === 'rolled_back') return null;
  if (!previous) return null;
  const version = previous.value.version;
  const elsewhere = cause !== null && (cause.service.name !== service.name || cause.service.namespace !== service.namespace);
  // A rollback undoes what came after the state that it restores.
  const undone = culprit !== null && !elsewhere && culprit.change.at > previous.value.createdAt;
  const [name, would_help] = elsewhere
    ? (['elsewhere', false] as const)
    : undone
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
