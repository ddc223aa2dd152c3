import type { Verdict } from '#/lib/domain/diagnosis.ts';
import { message } from '#/lib/domain/text.ts';
import type { Action, Claim } from './claim.ts';
import type { Observations } from './observations.ts';
import type { RollbackJudgement } from './rollback.ts';

/** The claim's own remedies with the rollback in front where it would help, else behind with the reason why not. */
export function recommend(
  observations: Observations,
  found: { verdict: Verdict; cause: Claim | null; candidate: Claim | null; rollback: RollbackJudgement | null },
): Action[] {
  const { verdict, cause, candidate } = found;
  if (verdict === 'no_fault')
    return [{ kind: 'none', title: message('report.action.none.title'), detail: message('report.action.none.detail'), would_help: null }];
  const rollback = rollbackFor(observations, found.rollback);
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

function rollbackFor({ deployment, service }: Observations, judged: RollbackJudgement | null): Action | null {
  if (!deployment || !judged) return null;
  return {
    kind: 'rollback',
    title: message('report.action.rollback.title', { service: service.name, version: judged.version }),
    detail: judged.wouldHelp === false ? message('report.action.rollback.futile', { reason: judged.reason }) : judged.reason,
    target: deployment.value.id,
    would_help: judged.wouldHelp,
  };
}
