import type { Member } from '#/lib/contract/members.ts';
import type { users } from '#/lib/db/schema.ts';
import type { FieldChange } from '#/lib/domain/change.ts';

export type MemberRow = typeof users.$inferSelect;

/** A member as they are listed: never the password's hash. */
export function presentMember(row: MemberRow): Member {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    teams: row.teams,
    rights_from_issuer: row.rightsFromIssuer,
    issuer: row.issuer,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
    disabled_at: row.disabledAt?.toISOString() ?? null,
  };
}

/** What an audit entry says of a member's row: what anybody could see of it, as far as it differs. */
export function memberChanges(before: MemberRow | undefined, after: MemberRow): FieldChange[] {
  const path = `members.${after.email}`;
  const seen = (row: MemberRow) => ({ email: row.email, role: row.role, teams: row.teams, disabled: row.disabledAt !== null });
  if (!before) return [{ path, before: null, after: seen(after) }];
  const [was, is] = [seen(before), seen(after)];
  return (['email', 'role', 'teams', 'disabled'] as const)
    .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
    .map((name) => ({ path: `${path}.${name}`, before: was[name], after: is[name] }));
}
