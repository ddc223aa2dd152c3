import { inArray, type SQL } from 'drizzle-orm';
import { EVERYONE, type Actor } from '#/lib/domain/actor.ts';
import { services } from './schema.ts';

/**
 * The team filter, the one place that every query about services or what hangs on them goes
 * through: join `services` and add this condition. Undefined means "sees all".
 */
export function visibleTo(actor: Actor): SQL | undefined {
  if (seesTeam(actor, null)) return undefined;
  return inArray(services.team, actor.teams === '*' ? [] : [EVERYONE, ...actor.teams]);
}

/** The same decision for one row already at hand; `null` asks "all teams?". */
export function seesTeam(actor: Actor, team: string | null): boolean {
  if (actor.teams === '*' || actor.teams.includes('*') || actor.role === 'admin') return true;
  return team !== null && (team === EVERYONE || actor.teams.includes(team));
}
