import { roleScopes } from '#/lib/auth/policy.ts';
import type { Actor, Role, Scope } from '#/lib/domain/actor.ts';
import { AppError } from '#/lib/domain/errors.ts';

/**
 * Refuses what the actor does not have and so cannot give away (403, naming it). An administrator who
 * is a person may also give `alerts:write`, which is for programs alone, and let a program speak for
 * others; a token gives no more than it was given itself.
 */
export function requireGrantable(
  actor: Actor,
  given: { scopes?: readonly Scope[]; role?: Role | undefined; teams: readonly string[]; speaksForOthers?: boolean },
): void {
  const own: readonly Scope[] = actor.kind === 'user' ? [...actor.scopes, 'alerts:write'] : actor.scopes;
  const wanted: readonly Scope[] = given.scopes ?? (given.role ? roleScopes[given.role] : []);
  const missing = wanted.filter((scope) => !own.includes(scope));
  if (missing.length > 0) throw refusal(actor, `the scopes it lacks: ${missing.join(', ')}`);
  // Administrators see every team, so making one gives them all away.
  const teams = given.role === 'admin' ? ['*'] : given.teams;
  const foreign = actor.teams === '*' ? [] : teams.filter((team) => !actor.teams.includes(team));
  if (foreign.length > 0) throw refusal(actor, `access to teams that it does not see: ${foreign.join(', ')}`);
  if (given.speaksForOthers && actor.kind === 'token' && !actor.speaksForOthers)
    throw refusal(actor, 'the right to name other people as authors');
}

function refusal(actor: Actor, what: string): AppError {
  return new AppError('forbidden', `"${actor.name}" may not give away ${what}.`);
}
