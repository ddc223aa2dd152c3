import type { Claim } from './claim.ts';
import { failingLog } from './failing.ts';
import { loggedErrors, type LoggedError } from './log-errors.ts';
import type { Observations } from './observations.ts';

/** Told so many times before, an error is no accident of one moment. */
const OFTEN = 2;

/** The error that the claim rests on, when the version that would be restored told of it as often before anything was changed. */
export function toldBefore(observations: Observations, claim: Claim): { error: string; at: number; evidence: string } | null {
  const lines = failingLog(observations)?.lines ?? [];
  const version = observations.previous?.value.version;
  const rests = ({ template, text }: LoggedError) => {
    const times = [template.first, ...template.examples.map((index) => lines[index]?.at)];
    const thrown = claim.mode === 'container.crash_loop' ? claim.title.values.exception : '';
    return (claim.at !== null && times.includes(claim.at)) || (typeof thrown === 'string' && thrown !== '' && text.includes(thrown));
  };
  const old = loggedErrors(observations).find(
    (error) =>
      error.kind === 'old' &&
      error.countBefore >= OFTEN &&
      rests(error) &&
      error.before?.value.lines.some((line) => line.version === version),
  );
  return old?.before ? { error: old.said, at: Date.parse(old.before.value.lines[0]?.at ?? ''), evidence: old.before.evidence } : null;
}
