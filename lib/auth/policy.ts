import { AppError } from '#/lib/domain/errors.ts';
import type { Actor, Role, Scope } from '#/lib/domain/actor.ts';

const viewer = ['execute', 'read', 'telemetry:read', 'audit:read'] as const satisfies readonly Scope[];
const operator = [...viewer, 'changes:write', 'deployments:write', 'incidents:write'] as const satisfies readonly Scope[];

/** The one role → permission table. `alerts:write` is for programs alone. */
export const roleScopes = {
  viewer,
  operator,
  admin: [...operator, 'admin'],
} as const satisfies Record<Role, readonly Scope[]>;

/** The first line of every use case: refuses an actor without the scope, naming it. */
export function authorize(actor: Actor, scope: Scope): void {
  if (actor.scopes.includes(scope)) return;
  const needed = (['viewer', 'operator', 'admin'] as const).find((role) => (roleScopes[role] as readonly Scope[]).includes(scope));
  const remedy =
    actor.kind === 'token' ? `The token "${actor.name}" lacks the scope "${scope}".` : `This needs the role "${needed ?? 'program'}".`;
  throw new AppError('forbidden', remedy, { details: { required_scope: scope, required_role: needed ?? null } });
}

/**
 * The same actor as the assistant works for it: `execute` asks for an investigation, which reads
 * what a viewer may, within the actor's own teams, and changes nothing.
 */
export function asInvestigator(actor: Actor): Actor {
  return { ...actor, scopes: [...new Set<Scope>([...actor.scopes, ...viewer])] };
}
